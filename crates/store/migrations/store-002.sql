alter table files add column checked text not null default 'none';
create index files_waiting on files (created_at) where checked = 'waiting';
