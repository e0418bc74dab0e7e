create table remote_cases (
    id @id primary key,
    account @id not null,
    line text not null,
    queued_at bigint not null,
    here_at bigint not null,
    here_socket @id,
    operator @id,
    taken_at bigint,
    operator_at bigint,
    operator_socket @id
);
create index remote_cases_line on remote_cases (line, queued_at);
create table remote_signals (
    id @id primary key,
    case_id @id not null,
    side text not null,
    seq bigint not null,
    body @bytes not null,
    unique (case_id, side, seq)
);
create table remote_pictures (
    id @id primary key,
    proofing @id not null,
    kind text not null,
    created_at bigint not null,
    forget_at bigint
);
create index remote_pictures_proofing on remote_pictures (proofing);
