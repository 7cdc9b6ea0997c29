package dev.lastgood.starter.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The API's parts. */
@Configuration(proxyBeanMethods = false)
@Import({
    RollbackController.class,
    AnswerController.class,
    UndoController.class,
    ShadowController.class,
    BackupController.class,
    DeploymentController.class,
    HistoryController.class,
    CatalogController.class,
    ExplainController.class,
    MigrationController.class,
    PlanController.class,
    SalvageController.class,
    DisplacedController.class,
    TriageController.class,
    HoldController.class,
    DecisionController.class,
    Sights.class,
    Named.class,
    ApiProblems.class,
    ApiDescription.class
})
public class ApiConfiguration {}
