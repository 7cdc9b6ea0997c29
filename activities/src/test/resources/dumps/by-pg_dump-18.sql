--
-- PostgreSQL database dump
--

\restrict 8fXhGqPBXLWwQWmLWSlqm4H2nHnVxPdWcS0pQ1b0ZxHgBvW2mN6yqkJtE3rUaOi

-- Dumped from database version @MAJOR@.1
-- Dumped by pg_dump version 18.1

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: mood; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.mood AS ENUM (
    'good',
    'it''s bad'
);


ALTER TYPE public.mood OWNER TO postgres;

--
-- Name: atomic(integer); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.atomic(x integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (x > 0) THEN 1
             ELSE 2
         END AS "case";
 SELECT x;
END;


ALTER FUNCTION public.atomic(x integer) OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: customers; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.customers (
    id bigint NOT NULL,
    name text NOT NULL,
    m public.mood DEFAULT 'it''s bad'::public.mood,
    twice bigint GENERATED ALWAYS AS ((id * 2)) @GENERATED@
);


ALTER TABLE public.customers OWNER TO postgres;

--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

ALTER TABLE public.customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: empty; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.empty (
);


ALTER TABLE public.empty OWNER TO postgres;

--
-- Name: parted; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parted (
    k integer NOT NULL,
    customer bigint
)
PARTITION BY RANGE (k);


ALTER TABLE public.parted OWNER TO postgres;

--
-- Name: parted_1; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parted_1 (
    k integer NOT NULL,
    customer bigint
);


ALTER TABLE public.parted_1 OWNER TO postgres;

--
-- Name: 16999; Type: BLOB METADATA; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('16999');


ALTER LARGE OBJECT 16999 OWNER TO postgres;

--
-- Name: parted_1; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_1 FOR VALUES FROM (0) TO (100);


--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.customers (id, name, m) FROM stdin;
1	one	good
2	two\nlines\\.	it's bad
3	\\connect	\N
\.


--
-- Data for Name: empty; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.empty  FROM stdin;
\.


--
-- Data for Name: parted_1; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.parted_1 (k, customer) FROM stdin;
7	1
8	3
\.


--
-- Data for Name: 16999; Type: BLOBS; Schema: -; Owner: postgres
--

BEGIN;

SELECT pg_catalog.lo_open('16999', 131072);
SELECT pg_catalog.lowrite(0, '\x00ff275c3b0a');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.customers_id_seq', 3, true);


--
-- Statistics for Name: customers; Type: STATISTICS DATA; Schema: public; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180001'::integer,
	'schemaname', 'public',
	'relname', 'customers',
	'relpages', '1'::integer,
	'reltuples', '3'::real,
	'relallvisible', '0'::integer,
	'relallfrozen', '0'::integer
);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: parted parted_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted
    ADD CONSTRAINT parted_pkey PRIMARY KEY (k);


--
-- Name: parted_1 parted_1_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted_1
    ADD CONSTRAINT parted_1_pkey PRIMARY KEY (k);


--
-- Name: customers_name; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX customers_name ON public.customers USING btree (name) INCLUDE (m);


--
-- Name: parted_1_pkey; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.parted_pkey ATTACH PARTITION public.parted_1_pkey;


--
-- Name: parted parted_customer_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE public.parted
    ADD CONSTRAINT parted_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id);


--
-- PostgreSQL database dump complete
--

\unrestrict 8fXhGqPBXLWwQWmLWSlqm4H2nHnVxPdWcS0pQ1b0ZxHgBvW2mN6yqkJtE3rUaOi

