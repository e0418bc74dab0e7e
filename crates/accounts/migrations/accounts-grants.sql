-- The roles of officials: who, where, until when, given by whom, approved by whom. Those
-- from before have no end; the id of such a row is that of the official.
create table staff_grants (
    id @id not null,
    role text not null,
    staff @id not null,
    unit text not null,
    from_at bigint not null,
    until_at bigint,
    granted_by @id,
    approved_by @id,
    approved_at bigint,
    ended_by @id,
    ended_at bigint,
    primary key (id, role)
);
create index staff_grants_staff on staff_grants (staff);
insert into staff_grants (id, role, staff, unit, from_at, approved_at)
    select id, 'officer', id, unit, created_at, created_at from staff where ' ' || roles || ' ' like '% officer %';
insert into staff_grants (id, role, staff, unit, from_at, approved_at)
    select id, 'operator', id, unit, created_at, created_at from staff where ' ' || roles || ' ' like '% operator %';
insert into staff_grants (id, role, staff, unit, from_at, approved_at)
    select id, 'admin', id, unit, created_at, created_at from staff where ' ' || roles || ' ' like '% admin %';
insert into staff_grants (id, role, staff, unit, from_at, approved_at)
    select id, 'auditor', id, unit, created_at, created_at from staff where ' ' || roles || ' ' like '% auditor %';
insert into staff_grants (id, role, staff, unit, from_at, approved_at)
    select id, 'support', id, unit, created_at, created_at from staff where ' ' || roles || ' ' like '% support %';
