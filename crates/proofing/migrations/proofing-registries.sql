alter table checks add column found @bytes;
