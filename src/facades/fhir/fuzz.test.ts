// Hostile requests of FHIR by the thousand: see testing/fuzz/doors/.
import { openFhirDoor } from '../../testing/fuzz/doors/fhir.ts';
import { testDoor } from '../../testing/fuzz/doors/test.ts';

testDoor(openFhirDoor, [200, 201, 400, 404, 422]);
