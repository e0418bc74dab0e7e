-- A child's account, which its guardians look after: 0 nobody's, 1 a child's with a phone of
-- its own, 2 a child's whose codes go to a guardian's phone.
alter table accounts add column ward bigint not null default 0;
