create table jobs (
    id @id primary key,
    kind text not null,
    key text not null unique,
    owner @id,
    payload @bytes not null,
    state text not null,
    run_at bigint not null,
    attempts bigint not null,
    max_attempts bigint not null,
    lease_until bigint,
    lease_by text,
    last_error text,
    created_at bigint not null,
    finished_at bigint
);
create index jobs_ready on jobs (run_at, id) where state = 'ready';
create index jobs_running on jobs (lease_until) where state = 'running';
create index jobs_dead on jobs (created_at) where state = 'dead';
create index jobs_done on jobs (finished_at) where state = 'done';

create table journal (
    id @id primary key,
    at bigint not null,
    actor_kind text not null,
    actor @id,
    act text not null,
    object_kind text not null,
    object @id,
    owner @id,
    detail text not null,
    origin @bytes,
    seq bigint unique,
    hash @bytes
);
create index journal_unsealed on journal (id) where seq is null;
create index journal_owner on journal (owner, at);
create index journal_object on journal (object, at);

create table files (
    id @id primary key,
    owner @id,
    name @bytes not null,
    media_type text not null,
    size bigint not null,
    sha256 @bytes not null,
    created_at bigint not null
);
create index files_owner on files (owner);

create table limits (
    subject @bytes not null,
    period bigint not null,
    used bigint not null,
    expires_at bigint not null,
    primary key (subject, period)
);
create index limits_expiry on limits (expires_at);
