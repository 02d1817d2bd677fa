-- One character per token: text is stored with spaces between its characters. Nothing is ranked, so no sizes are kept.
CREATE VIRTUAL TABLE search USING fts5(body, tokenize = 'unicode61 remove_diacritics 0', columnsize = 0);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
-- FTS5 says 5 from the first deletion on; from the beginning, so that the same records give the same settings.
UPDATE search_config SET v = 5 WHERE k = 'version';
