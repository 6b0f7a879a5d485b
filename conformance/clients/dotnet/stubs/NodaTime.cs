// The few types of NodaTime in the HealthVault SDK's core and its integration tests.
using System;
using System.Globalization;

namespace NodaTime
{
    public struct Instant : IComparable<Instant>, IEquatable<Instant>
    {
        private readonly DateTime utc;

        private Instant(DateTime utc)
        {
            this.utc = utc;
        }

        public static Instant FromDateTimeUtc(DateTime moment) => new Instant(moment);

        public DateTime ToDateTimeUtc() => DateTime.SpecifyKind(utc, DateTimeKind.Utc);

        public ZonedDateTime InZone(MachineZone zone) => new ZonedDateTime(LocalDateTime.FromDateTime(utc.ToLocalTime()));

        public int CompareTo(Instant other) => utc.CompareTo(other.utc);

        public bool Equals(Instant other) => utc == other.utc;

        public override bool Equals(object other) => other is Instant && Equals((Instant)other);

        public override int GetHashCode() => utc.GetHashCode();

        public override string ToString() => Text.InstantPattern.ExtendedIso.Format(this);

        public static bool operator ==(Instant a, Instant b) => a.utc == b.utc;

        public static bool operator !=(Instant a, Instant b) => a.utc != b.utc;

        public static bool operator <(Instant a, Instant b) => a.utc < b.utc;

        public static bool operator >(Instant a, Instant b) => a.utc > b.utc;
    }

    public class SystemClock
    {
        public static SystemClock Instance { get; } = new SystemClock();

        public Instant GetCurrentInstant() => Instant.FromDateTimeUtc(DateTime.UtcNow);
    }

    // One zone is all there is: that of the machine.
    public static class DateTimeZoneProviders
    {
        public static MachineZone Tzdb { get; } = new MachineZone();
    }

    public class MachineZone
    {
        public MachineZone GetSystemDefault() => this;
    }

    public struct ZonedDateTime
    {
        internal ZonedDateTime(LocalDateTime local)
        {
            LocalDateTime = local;
        }

        public LocalDateTime LocalDateTime { get; }
    }

    public struct LocalDate : IComparable<LocalDate>, IEquatable<LocalDate>
    {
        private readonly DateTime day;

        public LocalDate(int year, int month, int day)
        {
            this.day = new DateTime(year, month, day);
        }

        public int Year => day.Year;

        public int Month => day.Month;

        public int Day => day.Day;

        public int CompareTo(LocalDate other) => day.CompareTo(other.day);

        public bool Equals(LocalDate other) => day == other.day;

        public override bool Equals(object other) => other is LocalDate && Equals((LocalDate)other);

        public override int GetHashCode() => day.GetHashCode();

        public string ToString(string pattern, IFormatProvider provider) => day.ToString(pattern ?? "D", provider);

        public override string ToString() => day.ToString("D");

        public static bool operator ==(LocalDate a, LocalDate b) => a.day == b.day;

        public static bool operator !=(LocalDate a, LocalDate b) => a.day != b.day;
    }

    public struct LocalTime : IComparable<LocalTime>, IEquatable<LocalTime>
    {
        private readonly TimeSpan span;

        public LocalTime(int hour, int minute) : this(hour, minute, 0, 0)
        {
        }

        public LocalTime(int hour, int minute, int second) : this(hour, minute, second, 0)
        {
        }

        public LocalTime(int hour, int minute, int second, int millisecond)
        {
            span = new TimeSpan(0, hour, minute, second, millisecond);
        }

        public int Hour => span.Hours;

        public int Minute => span.Minutes;

        public int Second => span.Seconds;

        public int Millisecond => span.Milliseconds;

        public int CompareTo(LocalTime other) => span.CompareTo(other.span);

        public bool Equals(LocalTime other) => span == other.span;

        public string ToString(string pattern, IFormatProvider provider) => new DateTime(span.Ticks).ToString(pattern, provider);
    }

    public struct LocalDateTime : IComparable<LocalDateTime>, IEquatable<LocalDateTime>
    {
        private readonly DateTime moment;

        private LocalDateTime(DateTime moment)
        {
            this.moment = DateTime.SpecifyKind(moment, DateTimeKind.Unspecified);
        }

        public LocalDateTime(int year, int month, int day, int hour, int minute) : this(year, month, day, hour, minute, 0, 0)
        {
        }

        public LocalDateTime(int year, int month, int day, int hour, int minute, int second)
            : this(year, month, day, hour, minute, second, 0)
        {
        }

        public LocalDateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
            : this(new DateTime(year, month, day, hour, minute, second, millisecond))
        {
        }

        public static LocalDateTime FromDateTime(DateTime moment) => new LocalDateTime(moment);

        public DateTime ToDateTimeUnspecified() => moment;

        public LocalDateTime PlusHours(long hours) => new LocalDateTime(moment.AddHours(hours));

        public int Year => moment.Year;

        public int Month => moment.Month;

        public int Day => moment.Day;

        public int Hour => moment.Hour;

        public int Minute => moment.Minute;

        public int Second => moment.Second;

        public int Millisecond => moment.Millisecond;

        public LocalDate Date => new LocalDate(Year, Month, Day);

        public LocalTime TimeOfDay => new LocalTime(Hour, Minute, Second, Millisecond);

        public int CompareTo(LocalDateTime other) => moment.CompareTo(other.moment);

        public bool Equals(LocalDateTime other) => moment == other.moment;

        public override bool Equals(object other) => other is LocalDateTime && Equals((LocalDateTime)other);

        public override int GetHashCode() => moment.GetHashCode();

        public string ToString(string pattern, IFormatProvider provider) => moment.ToString(pattern, provider);

        public override string ToString() => moment.ToString(CultureInfo.CurrentCulture);

        public static bool operator ==(LocalDateTime a, LocalDateTime b) => a.moment == b.moment;

        public static bool operator !=(LocalDateTime a, LocalDateTime b) => a.moment != b.moment;
    }
}

namespace NodaTime.Text
{
    public class ParseResult<T>
    {
        private readonly T value;

        internal ParseResult(bool success, T value)
        {
            Success = success;
            this.value = value;
        }

        public bool Success { get; }

        public T Value => Success ? value : throw new UnparsableValueException();
    }

    public class UnparsableValueException : FormatException
    {
    }

    // NodaTime's pattern takes UTC times that end in Z, and nothing else: so must this one, to be a fair judge.
    public class InstantPattern
    {
        private static readonly string[] Forms =
        {
            "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        };

        public static InstantPattern ExtendedIso { get; } = new InstantPattern();

        public string Format(Instant instant) =>
            instant.ToDateTimeUtc().ToString(Forms[1], CultureInfo.InvariantCulture).Replace(".Z", "Z");

        public ParseResult<Instant> Parse(string text)
        {
            DateTime moment;
            bool success = DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
            return new ParseResult<Instant>(success, success ? Instant.FromDateTimeUtc(moment) : default(Instant));
        }
    }

    public class LocalDateTimePattern
    {
        private readonly string form;

        // NodaTime counts years by u.
        private LocalDateTimePattern(string form)
        {
            this.form = form.Replace("uuuu", "yyyy");
        }

        public static LocalDateTimePattern CreateWithInvariantCulture(string form) => new LocalDateTimePattern(form);

        public string Format(LocalDateTime moment) => moment.ToString(form, CultureInfo.InvariantCulture);

        public ParseResult<LocalDateTime> Parse(string text)
        {
            DateTime moment;
            bool success = DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
            return new ParseResult<LocalDateTime>(success, success ? LocalDateTime.FromDateTime(moment) : default(LocalDateTime));
        }
    }
}
