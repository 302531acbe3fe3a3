import { runAdmin } from './admin-command.ts';
import { resetOwner } from './owner.ts';

await runAdmin(resetOwner);
