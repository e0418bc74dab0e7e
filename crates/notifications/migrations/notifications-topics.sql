alter table letters add column topic text not null default '';
update letters set topic = 'applications' where key like 'application:%';
update letters set topic = 'documents' where key like 'paper:%';
update letters set topic = 'visits' where key like 'visit:%' and key not like 'visit:%:made';
update letters set topic = 'security' where key like 'account:%' and key not like 'account:%:created';
update letters set topic = 'account' where key like 'account:%:created' or key like 'check:%' or key like 'level:%' or key like 'proofing:%' or key like 'package:%' or key like 'letter:%' or key like 'visit:%:made'
