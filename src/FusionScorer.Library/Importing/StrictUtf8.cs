using System.Text;
using System.Text.Unicode;
using FusionScorer.Core;

namespace FusionScorer.Library.Importing;

/// <summary>Text files that must be UTF-8: a byte that is not names its line instead of turning into a replacement character.</summary>
public static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a whole file; a byte order mark is left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Larger files are refused unread.</param>
    /// <exception cref="BadInputException">The file is absent, unreadable, too large or not UTF-8.</exception>
    public static string ReadText(string path, int maxBytes) => Decode(path, ReadBytes(path, maxBytes));

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="file">How to name the file in an error.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="BadInputException">The bytes are not UTF-8; the first wrong line is named.</exception>
    public static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Mark))
            bytes = bytes[Mark.Length..];
        var bad = FirstInvalid(bytes);
        return bad < 0
            ? Encoding.GetString(bytes)
            : throw new BadInputException(file, 1 + bytes[..bad].Count((byte)'\n'), InvalidMessage(bytes[bad]));
    }

    /// <summary>Reads the bytes of a file of limited size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Larger files are refused unread.</param>
    /// <exception cref="BadInputException">The file is absent, unreadable or too large.</exception>
    public static byte[] ReadBytes(string path, int maxBytes)
    {
        using var stream = OpenRead(path);
        try
        {
            // Pipes have no length, so the limit is held while reading.
            var bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, maxBytes) + 1 : maxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= maxBytes
                ? bytes[..length]
                : throw new BadInputException(path, 0, $"is larger than {maxBytes / 1024} KB, the most that such a file may hold");
        }
        catch (IOException exception)
        {
            throw Unreadable(path, exception);
        }
    }

    internal static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(path, 0, "there is no such file; check the path");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, exception);
        }
    }

    internal static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        return at;
    }

    internal static string InvalidMessage(byte bad) => $"byte 0x{bad:X2} is not UTF-8; save the file as UTF-8";

    private static BadInputException Unreadable(string path, Exception exception) => new(path, 0, $"cannot be read: {exception.Message}");
}
