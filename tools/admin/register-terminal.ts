import { runAdmin } from './admin-command.ts';
import { registerTerminal } from './terminal.ts';

await runAdmin(registerTerminal);
