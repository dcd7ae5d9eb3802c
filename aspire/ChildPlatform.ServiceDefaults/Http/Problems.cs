using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChildPlatform.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>An RFC 9457 body as this API writes it.</summary>
public sealed record Problem
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Stable, kebab-case, documented in docs/errors.md.</summary>
    public required string Code { get; init; }

    public string? TraceId { get; init; }

    public IReadOnlyList<ProblemField>? Errors { get; init; }

    /// <summary>Figures that belong to a refusal, such as what is still available.</summary>
    public IDictionary<string, object?>? Details { get; init; }
}

/// <summary>One wrong field, with its sentence in the caller's language.</summary>
public sealed record ProblemField(string Pointer, string Code, string Message);

/// <summary>A refusal that is neither a rule of the domain nor a wrong field: status, code and both sentences.</summary>
public sealed record Refusal(int Status, string Code, string Vi, string En, int? RetryAfterSeconds = null);

/// <summary>Throw to answer with a <see cref="Refusal"/>.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>The refusals that every service shares.</summary>
public static class Refusals
{
    public static readonly Refusal MalformedJson = new(400, "malformed-json", "Nội dung gửi lên không phải JSON hợp lệ.", "The body is not valid JSON.");
    public static readonly Refusal BadRequest = new(400, "bad-request", "Không đọc được yêu cầu.", "The request cannot be read.");
    public static readonly Refusal Unauthenticated = new(401, "unauthenticated", "Cần đăng nhập hoặc mã truy cập hợp lệ.", "A valid access token is needed.");
    public static readonly Refusal Forbidden = new(403, "forbidden", "Bạn không có quyền thực hiện việc này.", "You are not allowed to do this.");
    public static readonly Refusal NotFound = new(404, "not-found", "Không tìm thấy.", "Not found.");
    public static readonly Refusal MethodNotAllowed = new(405, "method-not-allowed", "Địa chỉ này không nhận phương thức đó.", "This address does not take that method.");
    public static readonly Refusal Conflict = new(409, "conflict", "Dữ liệu vừa được thay đổi; hãy tải lại và thử lại.", "The data has just changed; load it again and retry.");
    public static readonly Refusal KeyInUse = new(409, "idempotency-key-in-use", "Yêu cầu trước với cùng khóa đang được xử lý.", "The first request with this key is still running.", 1);
    public static readonly Refusal VersionMismatch = new(412, "version-mismatch", "Bản ghi đã được người khác thay đổi.", "Someone else has changed this record.");
    public static readonly Refusal TooLarge = new(413, "payload-too-large", "Nội dung gửi lên quá lớn.", "The body is too large.");
    public static readonly Refusal UnsupportedType = new(415, "unsupported-media-type", "Kiểu nội dung không được hỗ trợ.", "This content type is not supported.");
    public static readonly Refusal Invalid = new(422, "invalid-input", "Dữ liệu gửi lên chưa hợp lệ.", "The input is not valid.");
    public static readonly Refusal KeyReused = new(422, "idempotency-key-reused", "Khóa này đã dùng cho một yêu cầu khác.", "This key was used for another request.");
    public static readonly Refusal KeyInvalid = new(422, "idempotency-key-invalid", "Idempotency-Key phải có 1 đến 255 ký tự.", "Idempotency-Key must have 1 to 255 characters.");
    public static readonly Refusal KeyRequired = new(428, "idempotency-key-required", "Cần tiêu đề Idempotency-Key.", "The Idempotency-Key header is needed.");
    public static readonly Refusal IfMatchRequired = new(428, "if-match-required", "Cần tiêu đề If-Match.", "The If-Match header is needed.");
    public static readonly Refusal TooManyRequests = new(429, "too-many-requests", "Quá nhiều yêu cầu; hãy chậm lại.", "Too many requests; slow down.", 1);
    public static readonly Refusal Internal = new(500, "internal-error", "Đã có lỗi bất ngờ; hãy báo kèm mã traceId.", "Something unexpected failed; report it with the traceId.");
    public static readonly Refusal DatabaseUnavailable = new(503, "database-unavailable", "Cơ sở dữ liệu tạm thời không sẵn sàng.", "The database is not available right now.", 2);
    public static readonly Refusal TryAgain = new(503, "try-again", "Hệ thống đang bận; hãy thử lại.", "The system is busy; try again.", 1);
    public static readonly Refusal IdentityUnavailable = new(503, "identity-unavailable", "Chưa kiểm tra được mã truy cập.", "Access tokens cannot be checked right now.", 2);
    public static readonly Refusal UpstreamUnavailable = new(503, "service-unavailable", "Dịch vụ tạm thời không sẵn sàng.", "The service is not available right now.", 2);

    private static readonly Dictionary<int, Refusal> ByStatus = new[]
    {
        BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, VersionMismatch, TooLarge, UnsupportedType, Invalid,
        TooManyRequests, Internal, UpstreamUnavailable,
    }.ToDictionary(r => r.Status);

    private static readonly Dictionary<int, (string Vi, string En)> Titles = new()
    {
        [400] = ("Yêu cầu không đọc được", "Bad request"),
        [401] = ("Chưa xác thực", "Unauthorized"),
        [403] = ("Không có quyền", "Forbidden"),
        [404] = ("Không tìm thấy", "Not found"),
        [405] = ("Phương thức không được phép", "Method not allowed"),
        [409] = ("Xung đột trạng thái", "Conflict"),
        [412] = ("Phiên bản đã cũ", "Precondition failed"),
        [413] = ("Nội dung quá lớn", "Payload too large"),
        [415] = ("Kiểu nội dung không được hỗ trợ", "Unsupported media type"),
        [422] = ("Dữ liệu không hợp lệ", "Unprocessable content"),
        [428] = ("Thiếu điều kiện", "Precondition required"),
        [429] = ("Quá nhiều yêu cầu", "Too many requests"),
        [500] = ("Lỗi hệ thống", "Internal server error"),
        [503] = ("Tạm thời không phục vụ", "Service unavailable"),
    };

    /// <summary>The refusal that stands for a bare status, such as the 404 of a handler or the 405 of routing.</summary>
    public static Refusal Of(int status) => ByStatus.TryGetValue(status, out var refusal)
        ? refusal
        : status >= 500
            ? Internal with { Status = status }
            : BadRequest with { Status = status, Code = "http-" + status.ToString(CultureInfo.InvariantCulture) };

    internal static string Title(int status, bool english)
    {
        var (vi, en) = Titles.TryGetValue(status, out var title) ? title : Titles[status >= 500 ? 500 : 400];
        return english ? en : vi;
    }
}

/// <summary>Writes problems, and turns exceptions into them.</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The caller reads English rather than Vietnamese: decided by <c>Accept-Language</c>, Vietnamese when it says neither.</summary>
    public static bool PrefersEnglish(HttpRequest request)
    {
        double vi = -1, en = -1;
        foreach (var language in request.GetTypedHeaders().AcceptLanguage)
        {
            var quality = language.Quality ?? 1;
            var tag = language.Value.AsSpan();
            if (tag.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
            {
                vi = Math.Max(vi, quality);
            }
            else if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                en = Math.Max(en, quality);
            }
        }

        return en > 0 && en > vi;
    }

    /// <summary>Answers with a refusal, and drops whatever the response held before.</summary>
    public static Task WriteAsync(
        HttpContext context, Refusal refusal, IReadOnlyList<FieldError>? errors = null, IDictionary<string, object?>? details = null)
    {
        var english = PrefersEnglish(context.Request);
        var response = context.Response;
        string? challenge = refusal.Status == 401 ? (string?)response.Headers.WWWAuthenticate : null;
        string? allow = refusal.Status == 405 ? (string?)response.Headers.Allow : null;
        string? retryAfter = response.Headers.RetryAfter;
        response.Clear();
        response.StatusCode = refusal.Status;
        response.Headers.ContentLanguage = english ? "en" : "vi";
        response.Headers.Append("Vary", "Accept-Language");
        response.Headers.CacheControl = "no-store";
        if (challenge is not null)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (allow is not null)
        {
            response.Headers.Allow = allow;
        }

        if (refusal.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = retryAfter ?? seconds.ToString(CultureInfo.InvariantCulture);
        }

        var problem = new Problem
        {
            Type = "urn:childplatform:error:" + refusal.Code,
            Title = Refusals.Title(refusal.Status, english),
            Status = refusal.Status,
            Detail = english ? refusal.En : refusal.Vi,
            Code = refusal.Code,
            TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            Errors = errors?.Select(e => new ProblemField(e.Pointer, e.Code, FieldRules.Message(e.Code, english))).ToArray(),
            Details = details is { Count: > 0 } ? details : null,
        };
        return response.WriteAsJsonAsync(problem, Json, "application/problem+json", context.RequestAborted);
    }

    /// <summary>Answers for an exception; true when it was the caller's fault or an expected outage, false for a bug of ours.</summary>
    public static async Task<bool> WriteAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BusinessRuleException rule:
                await WriteAsync(context, new Refusal(409, rule.Rule.Code, rule.Rule.Vi, rule.Rule.En), null, rule.Details);
                return true;
            case InvalidInputException invalid:
                await WriteInvalidAsync(context, invalid.Errors);
                return true;
            case RefusedException refused:
                await WriteAsync(context, refused.Refusal);
                return true;
            case PreconditionFailedException:
                await WriteAsync(context, Refusals.VersionMismatch);
                return true;
            case BadHttpRequestException bad:
                await RequestErrors.WriteAsync(context, bad);
                return true;
            case DbUpdateConcurrencyException:
                // The row changed between our read and our save: for a caller who sent If-Match that is a stale copy.
                await WriteAsync(context, context.Request.Headers.ContainsKey("If-Match") ? Refusals.VersionMismatch : Refusals.Conflict);
                return true;
        }

        var refusal = DatabaseRefusals.Of(exception);
        await WriteAsync(context, refusal ?? Refusals.Internal);
        return refusal is not null;
    }

    internal static Task WriteInvalidAsync(HttpContext context, IReadOnlyList<FieldError> errors)
    {
        // One wrong member is the whole story: its code is the problem's code too, so that callers can switch on it.
        var single = errors.Count == 1 ? errors[0].Code : null;
        return WriteAsync(context, single is "unknown-member" ? Refusals.Invalid with { Code = single } : Refusals.Invalid, errors);
    }
}

/// <summary>What an error of PostgreSQL means to the caller.</summary>
internal static class DatabaseRefusals
{
    public static Refusal? Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException postgres)
            {
                return Of(postgres.SqlState);
            }

            if (e is NpgsqlException)
            {
                return Refusals.DatabaseUnavailable; // Refused, reset, timed out, or no connection free in the pool.
            }
        }

        return null;
    }

    public static bool IsOutage(Exception exception) => Of(exception) is { Status: 503 };

    private static Refusal? Of(string state) => state switch
    {
        // Connection exceptions, shutdown, too many connections, starting up, disk full, out of memory, I/O error, read-only standby.
        _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal)
            || state == PostgresErrorCodes.ReadOnlySqlTransaction => Refusals.DatabaseUnavailable,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled => Refusals.TryAgain,
        PostgresErrorCodes.UniqueViolation => Refusals.Conflict,
        // Text that PostgreSQL cannot store (a NUL character), or a value that is too long or too large for its column.
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.StringDataRightTruncation
            or PostgresErrorCodes.NumericValueOutOfRange or PostgresErrorCodes.DatetimeFieldOverflow => Refusals.Invalid,
        _ => null,
    };
}

/// <summary>Outermost middleware: exceptions and bare status codes become problems; logs only what is ours to mend.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer, and it is no error of ours.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (!await Problems.WriteAsync(context, e))
            {
                log.LogError(e, "Unhandled exception for {Method} {Path}", context.Request.Method, context.Request.Path);
            }
            else if (context.Response.StatusCode >= 500)
            {
                log.LogWarning("{Method} {Path} answered {Status}: {Reason}", context.Request.Method, context.Request.Path,
                    context.Response.StatusCode, e.GetBaseException().Message);
            }

            return;
        }

        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null or 0
            && !IsGrpc(context.Request))
        {
            await Problems.WriteAsync(context, Refusals.Of(response.StatusCode));
        }
    }

    private static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Everything in the framework that writes problem details (validation among them) writes them in our shape.</summary>
internal sealed class ProblemService : IProblemDetailsService
{
    public async ValueTask WriteAsync(ProblemDetailsContext context) => await TryWriteAsync(context);

    public async ValueTask<bool> TryWriteAsync(ProblemDetailsContext context)
    {
        var details = context.ProblemDetails;
        var errors = details is HttpValidationProblemDetails validation
            ? validation.Errors
            : details.Extensions.TryGetValue("errors", out var value) ? value as IDictionary<string, string[]> : null;
        if (errors is not null)
        {
            await Problems.WriteInvalidAsync(context.HttpContext, RequestErrors.FromValidation(errors));
        }
        else
        {
            await Problems.WriteAsync(context.HttpContext, Refusals.Of(details.Status ?? context.HttpContext.Response.StatusCode));
        }

        return true;
    }
}
