alter type mood add value 'great';
alter type mood add value 'awful' before 'bad';
alter type mood add value 'fair' after 'so so';
alter type empty add value 'first';
