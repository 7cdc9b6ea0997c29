package dev.lastgood.starter.api;

import dev.lastgood.history.HistoryException;
import dev.lastgood.workflows.client.RollbackProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Errors as problems (RFC 9457): what, where, and what to do. */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler
    ProblemDetail rollback(RollbackProblem problem) {
        return switch (problem.kind()) {
            case BAD_REQUEST -> of(HttpStatus.BAD_REQUEST, "Not understood", problem);
            case NOT_FOUND -> of(HttpStatus.NOT_FOUND, "Not found", problem);
            case CONFLICT -> of(HttpStatus.CONFLICT, "Refused as things stand", problem);
            case NO_WORKER -> of(HttpStatus.SERVICE_UNAVAILABLE, "No worker answers", problem);
            case BUSY -> of(HttpStatus.SERVICE_UNAVAILABLE, "Busy", problem);
            case UNREACHABLE -> {
                LOG.warn("{}", problem.getMessage());
                yield of(HttpStatus.SERVICE_UNAVAILABLE, "Not reachable", problem);
            }
        };
    }

    @ExceptionHandler
    ProblemDetail differs(DifferentPlan different) {
        ProblemDetail problem = of(HttpStatus.CONFLICT, "Another plan runs", different);
        problem.setProperty("running", different.started().running());
        problem.setProperty("rollback", different.started().rollback());
        return problem;
    }

    /** Names and numbers that the domain's own records refuse. */
    @ExceptionHandler
    ProblemDetail argument(IllegalArgumentException e) {
        return of(HttpStatus.BAD_REQUEST, "Not understood", e);
    }

    @ExceptionHandler
    ProblemDetail history(HistoryException e) {
        LOG.warn("{}", e.getMessage());
        return of(HttpStatus.SERVICE_UNAVAILABLE, "The history is not reachable", e);
    }

    @ExceptionHandler
    ProblemDetail history(DataAccessException e) {
        LOG.warn("The history's database does not answer", e);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the history's database does not answer as it should; rollbacks go on without it. The starter's log says more");
        problem.setTitle("The history is not reachable");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception e) {
        LOG.error("A request failed", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "this should not have happened; the starter's log says what did");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail =
                e.getCause() instanceof JacksonException json ? BadJson.detail(json) : "a JSON body is expected";
        return handleExceptionInternal(e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "nothing is at /" + e.getResourcePath() + "; what there is stands at /swagger-ui.html");
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ProblemDetail of(HttpStatus status, String title, Exception e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
        problem.setTitle(title);
        return problem;
    }
}
