using System.Text.Json.Serialization;

namespace ChildPlatform.Portal.Api;

/// <summary>A refusal of the API as a page shows it: a sentence, fields by JSON pointer, and the trace id to quote.</summary>
public sealed record ApiProblem
{
    public int Status { get; init; }

    /// <summary>Stable kebab-case code.</summary>
    public string Code { get; init; } = "";
    public string? Title { get; init; }
    public string? Detail { get; init; }
    public string? TraceId { get; init; }
    public IReadOnlyList<ApiFieldProblem> Errors { get; init; } = [];

    /// <summary>What the person reads. The API answers in Vietnamese; a few situations have no answer to quote.</summary>
    public string Sentence => (Code, Status) switch
    {
        ("precondition-failed", _) or (_, 412) => "Hồ sơ vừa được người khác thay đổi. Tải lại trang để xem bản mới rồi làm lại.",
        (_, 403) when Detail is null => "Bạn không có quyền làm việc này.",
        (_, 404) when Detail is null => "Không tìm thấy, hoặc bạn không được xem.",
        (_, 413) => "Tệp hoặc nội dung gửi lên quá lớn.",
        (_, 429) => "Có quá nhiều yêu cầu cùng lúc. Chờ vài giây rồi thử lại.",
        _ => Detail ?? Title ?? "Hệ thống chưa thực hiện được yêu cầu này.",
    };

    /// <summary>What the field at a JSON pointer was refused for; null when it was not.</summary>
    public string? Of(string at) => Errors.FirstOrDefault(error => error.Field == at)?.Message;

    /// <summary>True when nothing was changed for certain; a retry with the same key is not needed.</summary>
    public bool IsRefusal => Status is >= 400 and < 500;

    /// <summary>True when the same question may get an answer later; a record that is not there will not appear.</summary>
    public bool MayPass => Status is 0 or 408 or 429 or >= 500;

    /// <summary>A fault of the system, to be looked up by its trace; a person's own slip needs no number.</summary>
    public bool IsUnexpected => Status is 0 or >= 500;

    /// <summary>No answer at all.</summary>
    public static readonly ApiProblem Unreachable = new()
    {
        Status = 503,
        Code = "unreachable",
        Detail = "Chưa kết nối được với máy chủ. Dữ liệu đã nhập vẫn còn trên màn hình; chờ ít giây rồi thử lại.",
    };
}

/// <summary>One field that the API refused.</summary>
public sealed record ApiFieldProblem
{
    /// <summary>JSON pointer, <c>/donor/name</c>.</summary>
    [JsonPropertyName("pointer")]
    public string Field { get; init; } = "";
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
}

/// <summary>Carries a refusal from the API client to the page.</summary>
public sealed class ApiException(ApiProblem problem, Exception? inner = null) : Exception(problem.Code, inner)
{
    public ApiProblem Problem { get; } = problem;
}
