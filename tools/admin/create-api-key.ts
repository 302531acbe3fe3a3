import { runAdmin } from './admin-command.ts';
import { createKey } from './api-key.ts';

await runAdmin(createKey);
