-- The 50 indicators of project/data/indicators.toml in one query. Every column is an indicator; a map has its cells.
-- Of the ways to write it, this is the fastest that was found: counts with conditions are twice as fast as aggregates with
-- FILTER, and tables are subqueries, as GROUPING SETS would compute every aggregate for every set.
SELECT
  -- shares with conditions
  100 * count_if(q01 BETWEEN 4 AND 5 AND year = 2024) / count_if(q01 <= 5 AND year = 2024) AS s01,
  100 * count_if(q02 BETWEEN 4 AND 5 AND year >= 2020) / count_if(q02 <= 5 AND year >= 2020) AS s02,
  100 * count_if(q03 BETWEEN 4 AND 5 AND school = 'roc') / count_if(q03 <= 5 AND school = 'roc') AS s03,
  100 * count_if(q04 BETWEEN 4 AND 5 AND school IN ('roc', 'aoc') AND role = 'student')
    / count_if(q04 <= 5 AND school IN ('roc', 'aoc') AND role = 'student') AS s04,
  100 * count_if(q05 = 5 AND role <> 'student') / count_if(q05 <= 5 AND role <> 'student') AS s05,
  100 * count_if(q06 <= 2 AND age BETWEEN 18 AND 30) / count_if(q06 <= 5 AND age BETWEEN 18 AND 30) AS s06,
  100 * count_if(q07 <= 2 AND gender = 'f') / count_if(q07 <= 5 AND gender = 'f') AS s07,
  100 * count_if(q08 = 5 AND gender = 'm' AND age <= 40) / count_if(q08 <= 5 AND gender = 'm' AND age <= 40) AS s08,
  100 * count_if(q09 = 3 AND region IN ('nh', 'zh', 'ut')) / count_if(q09 <= 5 AND region IN ('nh', 'zh', 'ut')) AS s09,
  100 * count_if(q10 BETWEEN 4 AND 5 AND weeks BETWEEN 4 AND 26) / count_if(q10 <= 5 AND weeks BETWEEN 4 AND 26) AS s10,
  100 * count_if(q11 BETWEEN 4 AND 5 AND country NOT IN ('nl', 'be'))
    / count_if(q11 <= 5 AND country NOT IN ('nl', 'be')) AS s11,
  100 * count_if(q12 BETWEEN 3 AND 5 AND level IN (3, 4)) / count_if(q12 <= 5 AND level IN (3, 4)) AS s12,
  100 * count_if(q13 BETWEEN 4 AND 5 AND sector <= 3 AND year BETWEEN 2018 AND 2022)
    / count_if(q13 <= 5 AND sector <= 3 AND year BETWEEN 2018 AND 2022) AS s13,
  100 * count_if(q14 IN (2, 4) AND score >= 50) / count_if(q14 <= 5 AND score >= 50) AS s14,
  100 * count_if(q15 BETWEEN 4 AND 5 AND q01 IN (4, 5)) / count_if(q15 <= 5 AND q01 IN (4, 5)) AS s15,
  100 * count_if(q16 BETWEEN 4 AND 5 AND q02 <= 4) / count_if(q16 <= 5 AND q02 <= 4) AS s16,
  100 * count_if(q17 = 1 AND m1 = 1) / count_if(q17 <= 5 AND m1 = 1) AS s17,
  100 * count_if(q18 BETWEEN 4 AND 5 AND school <> 'private' AND year >= 2023)
    / count_if(q18 <= 5 AND school <> 'private' AND year >= 2023) AS s18,
  100 * count_if(q19 BETWEEN 4 AND 5 AND role IN ('teacher', 'coordinator') AND level >= 2)
    / count_if(q19 <= 5 AND role IN ('teacher', 'coordinator') AND level >= 2) AS s19,
  100 * count_if(q20 IN (1, 5) AND weeks >= 1) / count_if(q20 <= 5 AND weeks >= 1) AS s20,
  -- weighted shares
  100 * sum(CASE WHEN q01 IN (4, 5) THEN weight END) / sum(CASE WHEN q01 <= 5 THEN weight END) AS ws1,
  100 * sum(CASE WHEN q05 IN (4, 5) AND year >= 2020 THEN weight END)
    / sum(CASE WHEN q05 <= 5 AND year >= 2020 THEN weight END) AS ws2,
  100 * sum(CASE WHEN q09 IN (4, 5) AND role = 'student' THEN weight END)
    / sum(CASE WHEN q09 <= 5 AND role = 'student' THEN weight END) AS ws3,
  100 * sum(CASE WHEN q13 <= 2 AND school IN ('roc', 'aoc') THEN weight END)
    / sum(CASE WHEN q13 <= 5 AND school IN ('roc', 'aoc') THEN weight END) AS ws4,
  100 * sum(CASE WHEN q17 = 5 AND gender = 'f' THEN weight END)
    / sum(CASE WHEN q17 <= 5 AND gender = 'f' THEN weight END) AS ws5,
  100 * sum(CASE WHEN m3 = 1 AND age >= 25 THEN weight END)
    / sum(CASE WHEN m3 IS NOT NULL AND age >= 25 THEN weight END) AS ws6,
  -- means
  avg(score) AS mean1,
  avg(award) AS mean2,
  avg(weeks) AS mean3,
  avg(CASE WHEN year = 2024 THEN cost END) AS mean4,
  avg(CASE WHEN role = 'student' THEN age END) AS mean5,
  avg(CASE WHEN q05 <= 5 THEN q05 END) AS mean6,
  avg(CASE WHEN q10 <= 5 AND school = 'roc' THEN q10 END) AS mean7,
  avg(CASE WHEN sector <= 3 AND gender IN ('f', 'x') THEN award END) AS mean8,
  -- weighted means
  sum(weight * score) / sum(CASE WHEN score IS NOT NULL THEN weight END) AS wmean1,
  sum(CASE WHEN year >= 2020 THEN weight * award END)
    / sum(CASE WHEN award IS NOT NULL AND year >= 2020 THEN weight END) AS wmean2,
  sum(CASE WHEN role <> 'board' THEN weight * weeks END)
    / sum(CASE WHEN weeks IS NOT NULL AND role <> 'board' THEN weight END) AS wmean3,
  sum(CASE WHEN q15 <= 5 THEN weight * q15 END) / sum(CASE WHEN q15 <= 5 THEN weight END) AS wmean4,
  -- medians
  median(weeks) AS median1,
  median(cost) FILTER (school IN ('roc', 'specialist')) AS median2,
  -- distributions
  MAP {1: 100 * count_if(q01 = 1) / count_if(q01 <= 5), 2: 100 * count_if(q01 = 2) / count_if(q01 <= 5),
       3: 100 * count_if(q01 = 3) / count_if(q01 <= 5), 4: 100 * count_if(q01 = 4) / count_if(q01 <= 5),
       5: 100 * count_if(q01 = 5) / count_if(q01 <= 5)} AS d1,
  MAP {1: 100 * count_if(q12 = 1 AND year = 2024) / count_if(q12 <= 5 AND year = 2024),
       2: 100 * count_if(q12 = 2 AND year = 2024) / count_if(q12 <= 5 AND year = 2024),
       3: 100 * count_if(q12 = 3 AND year = 2024) / count_if(q12 <= 5 AND year = 2024),
       4: 100 * count_if(q12 = 4 AND year = 2024) / count_if(q12 <= 5 AND year = 2024),
       5: 100 * count_if(q12 = 5 AND year = 2024) / count_if(q12 <= 5 AND year = 2024)} AS d2,
  MAP {1: 100 * sum(CASE WHEN q18 = 1 THEN weight END) / sum(CASE WHEN q18 <= 5 THEN weight END),
       2: 100 * sum(CASE WHEN q18 = 2 THEN weight END) / sum(CASE WHEN q18 <= 5 THEN weight END),
       3: 100 * sum(CASE WHEN q18 = 3 THEN weight END) / sum(CASE WHEN q18 <= 5 THEN weight END),
       4: 100 * sum(CASE WHEN q18 = 4 THEN weight END) / sum(CASE WHEN q18 <= 5 THEN weight END),
       5: 100 * sum(CASE WHEN q18 = 5 THEN weight END) / sum(CASE WHEN q18 <= 5 THEN weight END)} AS d3,
  -- the five columns of this question have a value in the same rows
  MAP {'m1': 100 * avg(m1), 'm2': 100 * avg(m2), 'm3': 100 * avg(m3), 'm4': 100 * avg(m4), 'm5': 100 * avg(m5)} AS d4,
  -- tables
  (SELECT map_from_entries(list((school, n)))
   FROM (SELECT school, count(*) AS n FROM survey GROUP BY school)) AS t1,
  (SELECT map_from_entries(list((region, share)))
   FROM (SELECT region, 100 * count_if(q04 >= 4) / count(*) AS share FROM survey WHERE q04 <= 5 GROUP BY region)) AS t2,
  (SELECT map_from_entries(list((role || '.' || year, mean)))
   FROM (SELECT role, year, avg(score) AS mean FROM survey GROUP BY role, year)) AS t3,
  (SELECT map_from_entries(list((country || '.' || gender, n)))
   FROM (SELECT country, gender, count(*) AS n FROM survey WHERE gender IS NOT NULL GROUP BY country, gender)) AS t4,
  -- sums
  sum(award) AS sum1,
  sum(CASE WHEN year >= 2020 THEN weight * cost END) AS sum2
FROM survey
