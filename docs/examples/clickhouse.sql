-- Stories and sightings for ClickHouse: clickhouse-local --queries-file clickhouse.sql, in the output
-- directory.
--
-- The structure is given, not guessed: ClickHouse infers it from the first file, without the fields that no
-- line of that file has, and takes instants for local time. The pattern finds compressed segments as well.
SET date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

SELECT stories.title AS title, 1 + uniqExact(updates.source) AS outlets, any(stories.date_published) AS published
FROM file('stories/*.ndjson*', 'JSONEachRow',
  'seq UInt64, id String, source String, first_seen DateTime64(3, \'UTC\'),
   date_published Nullable(DateTime64(3, \'UTC\')), url String, title String, tags Array(String)') AS stories
JOIN file('updates/*.ndjson*', 'JSONEachRow',
  'seq UInt64, type String, story String, source String, match Tuple(rule String, gap_minutes Int64)') AS updates
  ON updates.story = stories.id
WHERE updates.type = 'sighting'
GROUP BY stories.id, stories.title
ORDER BY outlets DESC, published
LIMIT 10;
