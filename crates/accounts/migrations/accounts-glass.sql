-- Break-glass access: an official opens one account without a case, for a short time and
-- with a written reason; another administrator reviews it afterwards.
create table break_glass (
    id @id primary key,
    staff @id not null,
    role text not null,
    account @id not null,
    number text not null,
    reason @bytes not null,
    opened_at bigint not null,
    until_at bigint not null,
    ended_at bigint,
    reviewed_by @id,
    reviewed_at bigint
);
create index break_glass_staff on break_glass (staff, opened_at);
create index break_glass_waits on break_glass (opened_at) where reviewed_at is null
