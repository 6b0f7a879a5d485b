# One round of pyhealthvault (Python 2, unmodified, on Jython). See ../README.md.
# Usage: jython pyhealthvault_round.py rsa|soda

import os
import sys
import urllib

from common import Silence, browse, check, env, refused, rsa_key, step, thumbprint

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'stubs'))
sys.path.insert(0, os.path.join(env('KEEPWELL_CLIENT_PYHEALTHVAULT'), 'src'))
sys.stdout = Silence()

from healthvaultlib.exceptions.healthserviceexception import HealthServiceException
from healthvaultlib.helpers.connection import Connection
from healthvaultlib.itemtypes.weight import Weight
from healthvaultlib.methods.getauthorizedpeople import GetAuthorizedPeople
from healthvaultlib.methods.getpersoninfo import GetPersonInfo
from healthvaultlib.methods.getservicedefinition import GetServiceDefinition
from healthvaultlib.methods.getthings import GetThings
from healthvaultlib.methods.newapplicationcreationinfo import NewApplicationCreationInfo
from healthvaultlib.methods.putthings import PutThings
from healthvaultlib.methods.querypermissions import QueryPermissions
from healthvaultlib.methods.removeapplicationrecordauthorization import RemoveApplicationRecordAuthorization
from healthvaultlib.methods.removethings import RemoveThings
from healthvaultlib.objects.getauthorizedpeopleparameters import GetAuthorizedPeopleParameters
from healthvaultlib.objects.thingfilter import ThingFilter
from healthvaultlib.objects.thingformat import ThingFormat
from healthvaultlib.objects.thinggroup import ThingGroup

WEIGHT = '3d34d87e-7fc1-4153-800f-f56592cb0d17'


class Round(object):

    def __init__(self, app_id):
        self.connection = Connection(app_id, env('KEEPWELL_PLATFORM_URL'))
        self.first = self.second = None

    def call(self, method):
        method.execute(self.connection)
        return method.response

    def put(self, kg, key=None):
        item = Weight()
        item.value_kg = kg
        item.key = key
        self.call(PutThings([item]))
        check(item.key and item.key.version_stamp, 'no key came back')
        return item.key

    def listed(self, **by):
        group = ThingGroup()
        for name, value in by.items():
            setattr(group, name, value)
        if not by:
            kind = ThingFilter()
            kind.typeids = [WEIGHT]
            group.filters = [kind]
        group.format = ThingFormat()
        group.format.sections = ['core', 'xml']
        return self.call(GetThings([group])).groups[0].healthrecorditems

    def session(self):
        self.connection.connect()
        check(self.connection.auth_token and self.connection.shared_secret, 'no token or secret')

    def definition(self):
        found = self.call(GetServiceDefinition(['platform', 'shell', 'topology'])).service_definition
        check(found.platform is not None, 'no platform section')

    def permissions(self):
        found = self.call(QueryPermissions([WEIGHT])).permissions
        check(len(found) == 1, '%d answers' % len(found))

    def things(self):
        step('put', lambda: setattr(self, 'first', self.put(81.5)))
        step('get', lambda: check(self.kilograms() == 81.5, 'wrong kilograms'))
        step('update', self.update)
        step('stale', lambda: refused(lambda: self.put(79.0, self.first), HealthServiceException))
        step('permissions', self.permissions)
        step('remove', lambda: self.call(RemoveThings([self.second])))
        step('gone', lambda: check(self.first.thing_id not in [i.key.thing_id for i in self.listed()], 'still listed'))

    def kilograms(self):
        mine = [item for item in self.listed() if item.key.thing_id == self.first.thing_id]
        check(len(mine) == 1, 'listed %d times' % len(mine))
        by_id = self.listed(ids=[self.first.thing_id])
        check(len(by_id) == 1 and by_id[0].value_kg == mine[0].value_kg, 'not found by its id')
        return mine[0].value_kg

    def update(self):
        self.second = self.put(80.25, self.first)
        check(self.second.thing_id == self.first.thing_id, 'another id')
        check(self.second.version_stamp != self.first.version_stamp, 'same stamp')
        check(self.kilograms() == 80.25, 'old value read back')


def rsa():
    round = Round(env('KEEPWELL_APP_ID'))
    connection = round.connection
    modulus, exponent = rsa_key()
    connection.publickey, connection.privatekey = '0x%x' % modulus, '0x%x' % exponent
    connection.thumbprint = thumbprint()

    def person():
        connection.user_auth_token = env('KEEPWELL_USER_TOKEN')
        found = round.call(GetPersonInfo()).personinfo
        check(found.personid and found.records, 'no person or no record')
        connection.set_person_and_record(found.personid, found.selected_record_id)

    def offline():
        # Without the user token the library sends offline-person-info.
        connection.user_auth_token = None
        round.listed()

    step('definition', round.definition)
    step('session', round.session)
    step('person', person)
    round.things()
    step('offline', offline)


def soda():
    round = Round(env('KEEPWELL_MASTER_APP_ID'))
    connection = round.connection

    def link():
        made = round.call(NewApplicationCreationInfo())
        connection.applicationid = made.app_id
        connection.soda_shared_secret = made.shared_secret
        # The library leaves the Shell address to the application; this is the form of its own sample.
        query = urllib.urlencode([('appid', env('KEEPWELL_MASTER_APP_ID')), ('appCreationToken', made.app_token),
                                  ('instanceName', 'Python'), ('ismra', 'false')])
        browse('%s/redirect.aspx?target=CREATEAPPLICATION&targetqs=%s'
               % (env('KEEPWELL_SHELL_URL').rstrip('/'), urllib.quote('?' + query, '')))

    def people():
        found = round.call(GetAuthorizedPeople(GetAuthorizedPeopleParameters())).authorized_people
        check(len(found) == 1 and found[0].records, 'nobody authorised')
        connection.set_person_and_record(found[0].personid, found[0].records[0].id)

    def leave():
        round.call(RemoveApplicationRecordAuthorization())
        refused(lambda: round.put(77.0), HealthServiceException)

    step('link', link)
    step('session', round.session)
    step('people', people)
    round.things()
    step('leave', leave)


{'rsa': rsa, 'soda': soda}[sys.argv[1]]()
