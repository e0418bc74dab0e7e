create table visits (
    id @id primary key,
    account @id not null,
    centre text not null,
    purpose text not null,
    starts_at bigint not null,
    -- Which of the people received at a time: from 0.
    place bigint not null,
    state text not null,
    held_until bigint,
    created_at bigint not null,
    ended_at bigint
);
create unique index visits_place on visits (centre, purpose, starts_at, place)
    where state in ('held', 'booked', 'came');
create unique index visits_held on visits (account, purpose) where state = 'held';
create unique index visits_booked on visits (account, purpose) where state = 'booked';
create index visits_account on visits (account, starts_at);
create index visits_over on visits (held_until) where state = 'held';
