comment on table ${name} is ${word};
