import datetime


class _Utc(datetime.tzinfo):

    def utcoffset(self, moment):
        return datetime.timedelta(0)

    def dst(self, moment):
        return datetime.timedelta(0)

    def tzname(self, moment):
        return 'UTC'


utc = _Utc()
