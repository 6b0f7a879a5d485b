import datetime
import re

import pytz


def parse(text):
    y, mo, d, h, mi, s, fraction, zone = re.match(
        r'(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+):(\d+)(?:\.(\d+))?)?(Z|[+-]\d+:\d+)?$', text).groups()
    moment = datetime.datetime(int(y), int(mo), int(d), int(h or 0), int(mi or 0), int(s or 0),
                               int((fraction or '0')[:6].ljust(6, '0')))
    return moment.replace(tzinfo=pytz.utc) if zone == 'Z' else moment
