export { PropertiesModule } from './properties.module.ts';
export { insertProperty } from './property-records.ts';
