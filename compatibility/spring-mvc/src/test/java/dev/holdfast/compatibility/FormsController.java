package dev.holdfast.compatibility;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Forms, as fields and as parts. */
@RestController
@RequestMapping({"/forms", "/hidden"})
class FormsController {

    record Form(String item, int count, List<String> tags) {}

    record Upload(String note, MultipartFile file) {}

    record Meta(String title) {}

    @PostMapping("/fields")
    String fields(@RequestParam String item, @RequestParam int count) {
        return item + " " + count;
    }

    @PostMapping("/object")
    Form object(@ModelAttribute Form form) {
        return form;
    }

    @PostMapping("/all")
    Map<String, List<String>> all(@RequestParam MultiValueMap<String, String> fields) {
        return new TreeMap<>(fields);
    }

    @PostMapping("/body")
    Map<String, List<String>> body(@RequestBody MultiValueMap<String, String> fields) {
        return new TreeMap<>(fields);
    }

    @PostMapping("/text")
    String text(@RequestBody String form) {
        return form;
    }

    @PostMapping("/stream")
    String stream(InputStream in, HttpServletRequest request) throws IOException {
        String form = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return form + " " + request.getParameter("item");
    }

    @PutMapping("/object")
    Form put(@ModelAttribute Form form) {
        return form;
    }

    @PatchMapping("/object")
    Form patch(@ModelAttribute Form form) {
        return form;
    }

    @PostMapping("/file")
    String file(@RequestParam MultipartFile file) throws IOException {
        return told(file);
    }

    @PostMapping("/files")
    List<String> files(@RequestParam List<MultipartFile> files, @RequestParam String note) throws IOException {
        return List.of(note, told(files.get(0)), told(files.get(1)));
    }

    @PostMapping("/upload")
    String upload(@ModelAttribute Upload upload) throws IOException {
        return upload.note() + " " + told(upload.file());
    }

    @PostMapping("/parts")
    String parts(@RequestPart Meta meta, @RequestPart Part data) throws IOException {
        try (InputStream in = data.getInputStream()) {
            return meta.title() + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String told(MultipartFile file) throws IOException {
        return file.getOriginalFilename() + " " + file.getContentType() + " " + file.getSize() + " "
                + new String(file.getBytes(), StandardCharsets.UTF_8).hashCode();
    }
}
