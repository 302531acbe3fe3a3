export { PeopleModule } from './people.module.ts';
export { mayGive } from './people-rules.ts';
