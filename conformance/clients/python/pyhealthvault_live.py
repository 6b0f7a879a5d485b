# The live tests of pyhealthvault, its files as published (Python 2, on Jython). See ../README.md.
# Its module of settings is one of ours: addresses, ids and key come from the environment.

import os
import sys
import types
import unittest

from common import Silence, env, rsa_key, thumbprint

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'stubs'))
SOURCES = os.path.join(env('KEEPWELL_CLIENT_PYHEALTHVAULT'), 'src')
sys.path.insert(0, SOURCES)
OUT, sys.stdout = sys.stdout, Silence()

import healthvaultlib.tests

TESTS = healthvaultlib.tests.__name__


def settings():
    modulus, exponent = rsa_key()
    ours = types.ModuleType(TESTS + '.settings')
    ours.HV_APPID = env('KEEPWELL_APP_ID')
    ours.HV_SHELL_URL = env('KEEPWELL_SHELL_URL')
    ours.HV_SERVICE_SERVER = env('KEEPWELL_PLATFORM_URL')
    ours.APP_PUBLIC_KEY, ours.APP_PRIVATE_KEY = '0x%x' % modulus, '0x%x' % exponent
    ours.APP_THUMBPRINT = thumbprint()
    ours.OFFLINE_PERSON_ID = env('KEEPWELL_PERSON_ID')
    ours.OFFLINE_RECORD_ID = env('KEEPWELL_RECORD_ID')
    ours.SODA_MASTER_APPID = env('KEEPWELL_MASTER_APP_ID')
    sys.modules[ours.__name__] = healthvaultlib.tests.settings = ours


class Told(unittest.TestResult):

    def tell(self, word, test, why=''):
        line = '%s %s %s' % (word, test.id().replace(TESTS + '.methods.', ''), why)
        OUT.write(line.strip().replace('\n', ' ') + '\n')

    def addSuccess(self, test):
        self.tell('ok', test)

    def addFailure(self, test, problem):
        self.tell('FAIL', test, '%s: %s' % (problem[0].__name__, problem[1]))
        unittest.TestResult.addFailure(self, test, problem)

    addError = addFailure

    def addSkip(self, test, reason):
        self.tell('skip', test, reason)


settings()
files = sorted(os.listdir(os.path.join(SOURCES, 'healthvaultlib/tests/methods')))
names = [name[:-3] for name in files if name.startswith('test_') and name.endswith('.py')]
tests = unittest.defaultTestLoader.loadTestsFromNames([TESTS + '.methods.' + name for name in names])
sys.exit(0 if tests.run(Told()).wasSuccessful() else 1)
