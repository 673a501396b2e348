-- What is stamped or printed beside the heading of a memo or letter.
ALTER TABLE documents ADD COLUMN urgency TEXT /* ด่วน, ด่วนมาก or ด่วนที่สุด, of memos and letters */;
ALTER TABLE documents ADD COLUMN received TEXT /* day in the receipt stamp, ISO 8601 */;
