# The part of lxml.etree that pyhealthvault uses, for an interpreter without C extensions.
# Documents are read by the standard library; XPath is a list of child steps ending in a name, text() or @name.

import re
import xml.etree.ElementTree as reader
from xml.sax.saxutils import escape, quoteattr


class QName(object):

    def __init__(self, namespace, name):
        self.text = '{%s}%s' % (namespace, name)


class _Element(object):

    def __init__(self, tag, attrib=None, nsmap=None):
        self.tag = getattr(tag, 'text', tag)
        self.attrib = dict(attrib or {})
        self.nsmap = nsmap or {}
        self.text = None
        self.tail = None
        self.children = []
        self.parent = None

    def append(self, child):
        # As in lxml, an element has one place: the library appends the same one twice.
        if child.parent is not None:
            child.parent.children.remove(child)
        child.parent = self
        self.children.append(child)

    def get(self, name, default=None):
        return self.attrib.get(name, default)

    def set(self, name, value):
        self.attrib[name] = value

    def __iter__(self):
        return iter(self.children)

    def __len__(self):
        return len(self.children)

    def xpath(self, path, namespaces=None):
        found = [self]
        steps = path.split('/')
        if steps[0] == '':
            root = _Element('')
            root.children = [self]
            found, steps = [root], steps[1:]
        for step in steps:
            found = [each for element in found for each in element._step(step, namespaces or {})]
        return found

    def _step(self, step, namespaces):
        if step == '.':
            return [self]
        if step == 'text()':
            return [_plain(part) for part in [self.text] + [child.tail for child in self.children] if part]
        if step.startswith('@'):
            return [_plain(self.attrib[step[1:]])] if step[1:] in self.attrib else []
        prefix, colon, name = step.rpartition(':')
        wanted = '{%s}%s' % (namespaces[prefix], name) if colon else name
        return [child for child in self.children if child.tag == wanted]


def Element(tag, attrib=None, nsmap=None, **attributes):
    return _Element(tag, dict(attrib or {}, **attributes), nsmap)


def fromstring(text):
    return _copy(reader.fromstring(text))


def tostring(element, pretty_print=False):
    return _write(element, {}, False).encode('utf-8')


def _plain(text):
    # As lxml under Python 2: bytes when ASCII, unicode otherwise. The library asks isinstance(value, str).
    try:
        return str(text)
    except UnicodeEncodeError:
        return text


def _copy(source):
    element = _Element(_plain(source.tag), dict((_plain(name), _plain(value)) for name, value in source.attrib.items()))
    element.text = _plain(source.text) if source.text is not None else None
    element.tail = _plain(source.tail) if source.tail is not None else None
    for child in source:
        element.append(_copy(child))
    return element


def _write(element, known, with_tail):
    declared = dict((uri, prefix) for prefix, uri in element.nsmap.items())
    known = dict(known, **declared)
    name = element.tag
    qualified = re.match(r'\{(.*)\}(.*)$', name)
    if qualified:
        if qualified.group(1) not in known:
            declared = {qualified.group(1): 'ns0'}
            known = dict(known, **declared)
        name = '%s:%s' % (known[qualified.group(1)], qualified.group(2))
    head = name + ''.join(' xmlns:%s="%s"' % (prefix, uri) for uri, prefix in declared.items())
    head += ''.join(' %s=%s' % (key, quoteattr(_text(value))) for key, value in element.attrib.items())
    tail = escape(_text(element.tail)) if with_tail and element.tail else u''
    if not element.children and not element.text:
        return u'<%s/>%s' % (head, tail)
    inner = escape(_text(element.text)) if element.text else u''
    inner += u''.join(_write(child, known, True) for child in element.children)
    return u'<%s>%s</%s>%s' % (head, inner, name, tail)


def _text(value):
    return value if isinstance(value, unicode) else value.decode('utf-8')
