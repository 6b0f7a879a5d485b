// Hostile requests of OAuth by the thousand: see testing/fuzz/doors/.
import { openOauthDoor } from '../../testing/fuzz/doors/oauth.ts';
import { testDoor } from '../../testing/fuzz/doors/test.ts';

testDoor(openOauthDoor, [200, 303, 400, 401, 404]);
