-- Of which term a notice is: two of a tip may run out at one moment.
alter table unit_notice add column clock text;
alter table officer_notice add column clock text;
