-- What a fresh account has before its profile: a passport number given at the short
-- registration, until the profile is saved; when its phone answered after signing in.
-- The id is that of the account.
create table first_steps (
    id @id primary key,
    passport @bytes,
    phone_at bigint
);
