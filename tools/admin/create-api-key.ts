import { runAdmin } from './admin-command.ts';
import { createKeyCommand } from './api-key.ts';
import { gatewaySecret } from './gateway-secret.ts';

await runAdmin(createKeyCommand(gatewaySecret));
