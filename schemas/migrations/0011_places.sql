-- What people enter where nothing was read keeps the place that they marked on the page; a row of a list (measures, signatures, OIT items, scores) that
-- the reader missed is found again by it.

ALTER TABLE corrections ADD COLUMN place TEXT /* JSON: page, x, y, w, h in pixels of its picture; null where nobody marked one */;
