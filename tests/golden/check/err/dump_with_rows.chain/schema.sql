SET statement_timeout = 0;

CREATE TABLE public.items (
    id integer NOT NULL,
    code text
);

COPY public.items (id, code) FROM stdin;
1	it's; a {brace
2	\N
3	\.x
\.

ALTER TABLE ONLY public.items
    ADD CONSTRAINT items_pkey PRIMARY KEY (id);

COPY public.items FROM stdin WITH (FORMAT csv);
9,"nine"
\.
