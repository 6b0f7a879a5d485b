# What the two Python 2 drivers share; runs on Jython.

import os
import re
import subprocess
import sys

from java.io import FileInputStream
from java.security import KeyFactory, MessageDigest
from java.security.cert import CertificateFactory
from java.security.spec import PKCS8EncodedKeySpec
from java.util import Base64


def env(name):
    value = os.environ.get(name)
    if not value:
        sys.exit('%s is not set' % name)
    return value


def rsa_key():
    """The private key as the libraries want it: modulus and private exponent, two long integers."""
    pem = re.sub(r'-----[^-]+-----|\s', '', open(env('KEEPWELL_KEY')).read())
    key = KeyFactory.getInstance('RSA').generatePrivate(PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)))
    return long(key.getModulus()), long(key.getPrivateExponent())


def thumbprint():
    stream = FileInputStream(env('KEEPWELL_CERT'))
    der = CertificateFactory.getInstance('X.509').generateCertificate(stream).getEncoded()
    return ''.join('%02X' % (byte & 255) for byte in MessageDigest.getInstance('SHA-1').digest(der))


def browse(url):
    pages = subprocess.Popen(['node', env('KEEPWELL_BROWSER'), url], stdout=subprocess.PIPE)
    shown = pages.communicate()[0].split()
    check(pages.returncode == 0, 'the browser gave up')
    return shown[-1]


class Silence(object):
    """Stands in for standard output: pyhealthvault prints every request and response."""

    def write(self, text):
        if os.environ.get('KEEPWELL_CLIENT_LOG'):
            sys.stderr.write(text)

    def flush(self):
        pass


OUT = sys.stdout


def step(name, action):
    try:
        action()
        OUT.write('ok %s\n' % name)
    except:  # a Java exception is not a Python one
        kind, value = sys.exc_info()[:2]
        OUT.write('FAIL %s %s: %s\n' % (name, kind.__name__, value))
        sys.exit(1)


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def refused(action, kind):
    try:
        action()
    except kind:
        return
    raise AssertionError('the server accepted it')
