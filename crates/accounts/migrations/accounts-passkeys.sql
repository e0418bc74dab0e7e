-- Passkeys of accounts: found by a keyed hash of the credential's id, which its owner's
-- device shows; the public key and its counter are sealed, and so is the name.
create table passkeys (
    id @id primary key,
    owner @id not null,
    handle @bytes not null unique,
    credential @bytes not null,
    name @bytes not null,
    version bigint not null,
    made_at bigint not null,
    used_at bigint
);
create index passkeys_owner on passkeys (owner, made_at);

-- Challenges that were answered, until they are over anyway: an answer is good once.
create table passkey_answers (
    id @id primary key,
    used_at bigint not null
);
create index passkey_answers_used on passkey_answers (used_at);
