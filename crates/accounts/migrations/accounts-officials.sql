-- Links by which officials set a password: the first one, or another. One that is asked
-- for in the place of a lost password has no hash until a second administrator has
-- approved it.
create table staff_links (
    id @id primary key,
    staff @id not null,
    purpose bigint not null,
    hash @bytes unique,
    asked_by @id,
    approved_by @id,
    made_at bigint not null,
    ends_at bigint not null,
    used_at bigint,
    ended_at bigint
);
create index staff_links_staff on staff_links (staff, made_at);
create index staff_links_waits on staff_links (made_at) where hash is null and ended_at is null
