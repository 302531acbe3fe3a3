export { PropertiesModule } from './properties.module.ts';
export { insertProperty } from './property-records.ts';
export { KeyEnds } from './key-ends.ts';
