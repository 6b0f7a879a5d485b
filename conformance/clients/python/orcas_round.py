# One RSA round of orcasgit/python-healthvault (Python 2, unmodified, on Jython). See ../README.md.
# Usage: jython orcas_round.py

import httplib
import logging
import os
import sys
import urlparse

from common import Silence, check, env, refused, rsa_key, step, thumbprint

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'stubs'))
sys.path.insert(0, env('KEEPWELL_CLIENT_ORCAS'))
sys.stdout = Silence()
logging.getLogger('healthvaultlib').addHandler(logging.NullHandler())

PLATFORM = urlparse.urlparse(env('KEEPWELL_PLATFORM_URL'))
check(PLATFORM.scheme == 'http' and PLATFORM.path == '/platform/wildcat.ashx', 'a loopback server over plain http is wanted')

# Platform stub: the library only ever speaks TLS on port 443 (and Debian's Jython has no TLS in httplib).
httplib.HTTPSConnection = lambda server, port: httplib.HTTPConnection(PLATFORM.netloc)

from healthvaultlib.datatypes import DataType
from healthvaultlib.exceptions import HealthVaultException
from healthvaultlib.healthvault import HealthVaultConn

WEIGHT = DataType.WEIGHT_MEASUREMENTS


class Round(object):

    def __init__(self):
        self.connection = self.first = self.second = None

    def session(self):
        modulus, exponent = rsa_key()
        self.connection = HealthVaultConn(env('KEEPWELL_APP_ID'), thumbprint(), modulus, exponent,
                                          server=PLATFORM.hostname)
        check(self.connection.auth_token, 'no token')

    def person(self):
        self.connection.connect(env('KEEPWELL_USER_TOKEN'))
        check(self.connection.record_id, 'no record')

    def send(self, method, info, version=1):
        # The library has no writing methods of its own; this is its general call.
        return self.connection._build_and_send_request(method, info, version)[2]

    def put(self, kg, key=None):
        old = '<thing-id version-stamp="%s">%s</thing-id>' % (key[1], key[0]) if key else ''
        tree = self.send('PutThings', '<info><thing>%s<type-id>%s</type-id><data-xml><weight><when><date><y>2026</y>'
                         '<m>1</m><d>4</d></date><time><h>7</h><m>5</m></time></when><value><kg>%s</kg>'
                         '<display units="kg" units-code="kg">%s</display></value></weight><common/></data-xml>'
                         '</thing></info>' % (old, WEIGHT, kg, kg))
        found = tree.find('{urn:com.microsoft.wc.methods.response.PutThings}info/thing-id')
        return found.text, found.get('version-stamp')

    def read(self, kg):
        weights = [weight['kg'] for weight in self.connection.get_weight_measurements()]
        check(kg in weights, 'no %s among %r' % (kg, weights))

    def update(self):
        self.second = self.put(80.25, self.first)
        check(self.second[0] == self.first[0] and self.second[1] != self.first[1], 'id or stamp wrong')
        self.read(80.25)

    def alternate(self):
        self.connection.associate_alternate_id('keepwell-orcas')
        check('keepwell-orcas' in self.connection.get_alternate_ids(), 'not listed')
        self.connection.disassociate_alternate_id('keepwell-orcas')
        check('keepwell-orcas' not in self.connection.get_alternate_ids(), 'still listed')

    def remove(self):
        self.send('RemoveThings', '<info><thing-id version-stamp="%s">%s</thing-id></info>' % self.second[::-1])

    def gone(self):
        info = self.connection.get_things(WEIGHT)
        check(self.first[0] not in [element.text for element in info.findall('group/thing/thing-id')], 'still listed')


round = Round()
step('session', round.session)
step('person', round.person)
step('put', lambda: setattr(round, 'first', round.put(81.5)))
step('get', lambda: round.read(81.5))
step('update', round.update)
step('stale', lambda: refused(lambda: round.put(79.0, round.first), HealthVaultException))
step('remove', round.remove)
step('gone', round.gone)
step('alternate-id', round.alternate)
