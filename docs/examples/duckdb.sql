-- Stories and sightings as views for DuckDB: duckdb -init duckdb.sql, in the output directory.
--
-- The columns are named, not guessed: DuckDB infers them from the first lines, and would take published_raw
-- for an instant where all that it saw look like one. What a line doesn't have is NULL; fields that are not
-- named here are passed over.
CREATE OR REPLACE VIEW stories AS
SELECT *
FROM read_json('stories/*.ndjson*', format = 'newline_delimited',
  maximum_object_size = 65536,
  columns = {
    seq: 'BIGINT', id: 'VARCHAR', source: 'VARCHAR', feed_title: 'VARCHAR', first_seen: 'TIMESTAMPTZ',
    guid: 'VARCHAR', date_published: 'TIMESTAMPTZ', date_modified: 'TIMESTAMPTZ', published_basis: 'VARCHAR',
    published_raw: 'VARCHAR', updated_raw: 'VARCHAR', backfill: 'BOOLEAN', url: 'VARCHAR', title: 'VARCHAR',
    summary: 'VARCHAR', content_html: 'VARCHAR', content_text: 'VARCHAR', content_file: 'VARCHAR',
    image: 'VARCHAR', language: 'VARCHAR', tags: 'VARCHAR[]', labels: 'VARCHAR[]',
    authors: 'STRUCT(name VARCHAR, url VARCHAR, email VARCHAR)[]',
    attachments: 'STRUCT(url VARCHAR, mime_type VARCHAR, title VARCHAR, size_in_bytes BIGINT,
      duration_in_seconds DOUBLE)[]'
  });

CREATE OR REPLACE VIEW updates AS
SELECT *
FROM read_json('updates/*.ndjson*', format = 'newline_delimited',
  maximum_object_size = 65536,
  columns = {
    seq: 'BIGINT', type: 'VARCHAR', id: 'VARCHAR', story: 'VARCHAR', source: 'VARCHAR',
    first_seen: 'TIMESTAMPTZ', date_published: 'TIMESTAMPTZ', url: 'VARCHAR', title: 'VARCHAR',
    revision: 'BIGINT', changed: 'VARCHAR[]',
    match: 'STRUCT(rule VARCHAR, gap_minutes BIGINT, note VARCHAR)'
  });

-- The stories that most outlets carried.
SELECT stories.title, 1 + count(DISTINCT updates.source) AS outlets, min(stories.date_published) AS published
FROM stories JOIN updates ON updates.story = stories.id AND updates.type = 'sighting'
GROUP BY stories.id, stories.title
ORDER BY outlets DESC, published
LIMIT 10;
