-- What a code of access is for: 0 the first password, 1 another one after identity was shown
-- in a centre, 2 the same when the second steps are lost too.
alter table access_codes add column kind bigint not null default 0;
