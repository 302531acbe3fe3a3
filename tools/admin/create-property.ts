import { runAdmin } from './admin-command.ts';
import { createProperty } from './property.ts';

await runAdmin(createProperty);
