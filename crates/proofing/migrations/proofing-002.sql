alter table checks add column told_at bigint;
update checks set told_at = answered_at where state = 'mismatch';
