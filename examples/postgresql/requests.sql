-- A million demands for customers' data, decided inside the database by the rules of examples/microsoft-ireland.
-- Needs the functions that disclosure.sql declares. psql -v rows=N sets their number.
\if :{?rows}
\else
\set rows 1000000
\endif

CREATE TABLE demands AS
SELECT id,
       (ARRAY['US', 'IE', 'FR'])[1 + id % 3] AS state,
       (ARRAY['search_warrant_2703', 'order_2703d', 'mlat_request', 'subpoena'])[1 + id / 3 % 4] AS process,
       date '2012-01-01' + (id::bigint * 7919 % 2800)::integer AS received,
       (ARRAY['second_circuit', 'other_forum'])[1 + id / 5 % 2] AS forum,
       id % 11 = 0 AS gag,
       CASE id / 12 % 4 WHEN 0 THEN 'controller' WHEN 1 THEN NULL ELSE 'processor' END AS role,  -- null: not known
       CASE WHEN id / 48 % 3 = 0 THEN ARRAY['US'] WHEN id / 48 % 3 = 1 THEN ARRAY['IE'] ELSE ARRAY['IE', 'US'] END AS locations
FROM generate_series(1, :rows) AS id;
ANALYZE demands;

-- How many of them may, must and must not be answered.
SELECT verdict, count(*)
FROM (SELECT disclosure_custodian_disclose(
               demand_from => state, demand_kind => process, demand_received => received, demand_forum => forum,
               demand_gag => gag, custodian_incorporated => 'US', custodian_jurisdiction => ARRAY['US', 'IE'],
               custodian_role => role, data_category => 'content', data_locations => locations) AS verdict
      FROM demands) AS decided
GROUP BY verdict
ORDER BY verdict;

-- One of them, with its deadline and what stands behind it.
SELECT (v).custodian_disclose, (v).custodian_disclose_deadline, (v).custodian_notify_subject
FROM (SELECT disclosure_decide(
               demand_from => 'US', demand_kind => 'search_warrant_2703', demand_received => '2014-09-01',
               demand_forum => 'second_circuit', custodian_incorporated => 'US', custodian_jurisdiction => '{US,IE}',
               custodian_role => 'processor', data_category => 'content', data_locations => '{IE}') AS v) AS one;
SELECT unnest(disclosure_reasons(
         demand_from => 'US', demand_kind => 'search_warrant_2703', demand_received => '2014-09-01',
         demand_forum => 'second_circuit', custodian_incorporated => 'US', custodian_jurisdiction => '{US,IE}',
         custodian_role => 'processor', data_category => 'content', data_locations => '{IE}')) AS reason;
